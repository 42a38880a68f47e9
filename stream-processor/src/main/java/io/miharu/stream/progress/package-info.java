/** Up to which event time the data are complete: per node, per task, and per feeder downstream. */
@NullMarked
package io.miharu.stream.progress;

import org.jspecify.annotations.NullMarked;
