/**
 * From Kafka into the store: a plain consumer that commits an offset only after the store said yes
 * to everything before it.
 */
@NullMarked
package io.miharu.stream.sink;

import org.jspecify.annotations.NullMarked;
