/**
 * The store on InfluxDB 1.x: line protocol in, InfluxQL out. {@link
 * io.miharu.store.influxdb.InfluxStore} puts the parts together.
 */
@NullMarked
package io.miharu.store.influxdb;

import org.jspecify.annotations.NullMarked;
