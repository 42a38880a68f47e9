package io.miharu.logforwarder.discovery;

import java.util.Optional;

/** Where details of pods come from; answers at once from what it knows. */
public interface PodLookup {
  /** The pod's details, or empty while it is not known. */
  Optional<PodDetails> find(PodPath pod);

  /** For a node without a cluster. */
  static PodLookup none() {
    return pod -> Optional.empty();
  }
}
