/** Counts of log lines, bytes and errors per container, each event exactly once. */
@NullMarked
package io.miharu.stream.logmetrics;

import org.jspecify.annotations.NullMarked;
