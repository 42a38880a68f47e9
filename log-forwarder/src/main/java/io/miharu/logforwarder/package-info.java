/** Tails container logs into Kafka: the process and its settings. */
@NullMarked
package io.miharu.logforwarder;

import org.jspecify.annotations.NullMarked;
