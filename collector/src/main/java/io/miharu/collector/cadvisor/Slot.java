package io.miharu.collector.cadvisor;

/**
 * Where the values of one series go.
 *
 * @param subject whom they speak of
 * @param column its column: the family's ordinal, or {@link SubjectSamples#PER_CPU}
 */
record Slot(SubjectSamples subject, int column) {}
