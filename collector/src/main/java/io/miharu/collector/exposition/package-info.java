/**
 * The Prometheus text format, read as bytes in one pass. What a target said last time is the guess
 * for what it says now, so that a steady scrape compares and reads numbers but makes no objects.
 */
@NullMarked
package io.miharu.collector.exposition;

import org.jspecify.annotations.NullMarked;
