package io.miharu.logforwarder.tail;

/**
 * The state of all files together.
 *
 * @param openFiles held open
 * @param lagBytes on disk and not parsed
 * @param inFlightBytes in memory and not acknowledged, roughly
 */
public record TailTotals(int openFiles, long lagBytes, long inFlightBytes) {}
