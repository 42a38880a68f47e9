package io.miharu.logforwarder.discovery;

import io.miharu.model.Dimensions;

/**
 * Whose lines a file holds.
 *
 * @param tenant the Monasca project id
 * @param dimensions of the container
 */
public record LogSource(String tenant, Dimensions dimensions) {}
