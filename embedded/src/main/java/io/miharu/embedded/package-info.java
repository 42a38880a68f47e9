/**
 * Real servers started privately, on loopback, by {@code miharu up} and by tests: a KRaft broker
 * inside this JVM and an influxd process beside it.
 */
@NullMarked
package io.miharu.embedded;

import org.jspecify.annotations.NullMarked;
