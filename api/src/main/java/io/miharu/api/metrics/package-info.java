/** Metrics: posting them into Kafka, reading them from the store. */
@NullMarked
package io.miharu.api.metrics;

import org.jspecify.annotations.NullMarked;
