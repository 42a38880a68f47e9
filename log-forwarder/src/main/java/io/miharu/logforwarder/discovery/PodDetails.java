package io.miharu.logforwarder.discovery;

import org.jspecify.annotations.Nullable;

/**
 * What a cluster knows of a pod besides its name.
 *
 * @param tenant the Monasca project id of its namespace
 * @param ownerType key of the dimension that names its workload, such as {@code deployment}; null
 *     for a bare pod
 * @param owner the workload's name; null for a bare pod
 */
public record PodDetails(String tenant, @Nullable String ownerType, @Nullable String owner) {}
