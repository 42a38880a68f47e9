/**
 * Bytes of container log files to log events: record formats, partial lines, multi-line events,
 * levels. Nothing here does I/O or reads a clock.
 */
@NullMarked
package io.miharu.logforwarder.parse;

import org.jspecify.annotations.NullMarked;
