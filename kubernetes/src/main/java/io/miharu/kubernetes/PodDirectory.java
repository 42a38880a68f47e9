package io.miharu.kubernetes;

import java.util.Optional;

/**
 * The pods of a node and the tenants of namespaces, as known now. Never blocks, thread-safe. A pod
 * that was deleted is still found for a while, since its last samples and log lines come after.
 */
public interface PodDirectory extends AutoCloseable {
  /** A directory for machines without Kubernetes: it knows no pod. */
  static PodDirectory none(String defaultTenant) {
    return new NoPods(defaultTenant);
  }

  /** The pod with this name; of pods that bore it one after the other, the newest. */
  Optional<Pod> byName(String namespace, String name);

  /** The pod with this uid. */
  Optional<Pod> byUid(String uid);

  /** The Monasca project id of the namespace, or the default tenant. */
  String tenant(String namespace);

  /**
   * Rises whenever an answer may have changed: what was derived from one can be kept until then.
   */
  long version();

  /**
   * Why answers may be out of date and what to do about it, for people; empty while they are
   * current.
   */
  Optional<String> problem();

  /** Stops following changes; what is known stays. */
  @Override
  void close();
}
