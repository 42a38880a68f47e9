/** Brings sample batches and marks to Kafka, in order, and keeps them until Kafka has them. */
@NullMarked
package io.miharu.collector.delivery;

import org.jspecify.annotations.NullMarked;
