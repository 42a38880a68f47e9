package io.miharu.kubernetes;

import java.util.Optional;

/** Where there is no Kubernetes: knows no pod, and everything belongs to the default tenant. */
record NoPods(String defaultTenant) implements PodDirectory {
  @Override
  public Optional<Pod> byName(String namespace, String name) {
    return Optional.empty();
  }

  @Override
  public Optional<Pod> byUid(String uid) {
    return Optional.empty();
  }

  @Override
  public String tenant(String namespace) {
    return defaultTenant;
  }

  @Override
  public long version() {
    return 0;
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
