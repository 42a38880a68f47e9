package io.miharu.store;

import io.miharu.model.Dimensions;
import io.miharu.model.LogLevel;

/**
 * A log line as kept.
 *
 * @param dimensions of its container
 * @param storeTimeNs in ns since the epoch, unique per container
 * @param stream {@code stdout} or {@code stderr}
 * @param level as recognised
 * @param text without its line end
 */
public record StoredLine(
    Dimensions dimensions, long storeTimeNs, String stream, LogLevel level, String text) {}
