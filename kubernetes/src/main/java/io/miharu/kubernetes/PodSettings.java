package io.miharu.kubernetes;

import java.util.List;

/**
 * What to take from pods and namespaces.
 *
 * @param defaultTenant the Monasca project id of namespaces without the annotation {@link
 *     #TENANT_ANNOTATION}
 * @param labels keys of pod labels that become dimensions
 */
public record PodSettings(String defaultTenant, List<String> labels) {
  /** Names the Monasca project that a namespace belongs to. */
  public static final String TENANT_ANNOTATION = "miharu.io/project";

  public PodSettings {
    labels = List.copyOf(labels);
  }
}
