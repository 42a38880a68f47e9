package io.miharu.model.catalogue;

/**
 * Where the store keeps a catalogued metric: wide, many metrics of an entity in one row.
 *
 * @param measurement the entity's
 * @param field the metric's suffix
 */
public record Column(String measurement, String field) {}
