package io.miharu.stream.progress;

/**
 * What is known of one agent on one node, for people.
 *
 * @param node the node's name
 * @param source which agent
 * @param completeThrough event time in ms since the epoch of its newest data
 * @param live whether it is heard of; a silent one is no longer waited for
 */
public record SourceStatus(String node, String source, long completeThrough, boolean live) {}
