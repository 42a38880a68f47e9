/**
 * The stream-processor: samples become rates and roll-ups, log lines become counts, and the clock
 * becomes data.
 */
@NullMarked
package io.miharu.stream;

import org.jspecify.annotations.NullMarked;
