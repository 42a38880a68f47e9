package io.miharu.logforwarder.discovery;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kubelet writes into the path {@code …/<namespace>_<pod>_<uid>/<container>/<n>.log}; none
 * of the parts can hold an underscore.
 *
 * @param namespace of the pod
 * @param pod its name
 * @param uid its uid; a configuration hash for static pods
 * @param container its name within the pod
 */
public record PodPath(String namespace, String pod, String uid, String container) {
  /** The parts of a path of this shape, else empty. */
  public static Optional<PodPath> of(Path file) {
    Path containerDirectory = file.getParent();
    if (containerDirectory == null) {
      return Optional.empty();
    }
    Path podDirectory = containerDirectory.getParent();
    if (podDirectory == null || podDirectory.getFileName() == null) {
      return Optional.empty();
    }
    String[] parts = podDirectory.getFileName().toString().split("_", -1);
    if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PodPath(parts[0], parts[1], parts[2], containerDirectory.getFileName().toString()));
  }
}
