package io.miharu.kubernetes;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known about pods and namespaces, whoever brings the news. Thread-safe. */
final class KnownPods {
  /**
   * How many deleted pods are remembered. A count and not a time, so that nothing here reads a
   * clock; a node has at most a few hundred pods, so this outlasts the last rows of a deleted one.
   */
  static final int DELETED_KEPT = 256;

  private final String defaultTenant;
  private final Map<String, Pod> byUid = new HashMap<>();
  private final Map<String, Pod> byName = new HashMap<>();
  private final Map<String, String> tenants = new HashMap<>();
  private final Deque<String> deleted = new ArrayDeque<>();
  private long version;

  KnownPods(String defaultTenant) {
    this.defaultTenant = defaultTenant;
  }

  synchronized void put(Pod pod) {
    Pod before = byUid.put(pod.uid(), pod);
    deleted.remove(pod.uid());
    byName.put(name(pod.namespace(), pod.name()), pod);
    if (!pod.equals(before)) {
      version++;
    }
  }

  /** The pod is gone, but is still answered for until {@value #DELETED_KEPT} more are. */
  synchronized void delete(String uid) {
    if (!byUid.containsKey(uid) || deleted.contains(uid)) {
      return;
    }
    deleted.addLast(uid);
    if (deleted.size() > DELETED_KEPT) {
      forget(deleted.removeFirst());
    }
  }

  /** These are all pods that there are; others are deleted. */
  synchronized void replaceAll(Collection<Pod> pods) {
    Set<String> gone = new HashSet<>(byUid.keySet());
    for (Pod pod : pods) {
      gone.remove(pod.uid());
      put(pod);
    }
    gone.forEach(this::delete);
  }

  /**
   * Says whose the namespace is.
   *
   * @param tenant null for the default tenant
   */
  synchronized void putTenant(String namespace, @Nullable String tenant) {
    String before = tenant == null ? tenants.remove(namespace) : tenants.put(namespace, tenant);
    if (tenant == null ? before != null : !tenant.equals(before)) {
      version++;
    }
  }

  /** These are all namespaces that name a tenant. */
  synchronized void replaceTenants(Map<String, String> all) {
    if (!tenants.equals(all)) {
      tenants.clear();
      tenants.putAll(all);
      version++;
    }
  }

  synchronized Optional<Pod> byName(String namespace, String name) {
    return withTenant(byName.get(name(namespace, name)));
  }

  synchronized Optional<Pod> byUid(String uid) {
    return withTenant(byUid.get(uid));
  }

  synchronized String tenant(String namespace) {
    return tenants.getOrDefault(namespace, defaultTenant);
  }

  synchronized long version() {
    return version;
  }

  private Optional<Pod> withTenant(@Nullable Pod pod) {
    return Optional.ofNullable(pod).map(found -> found.withTenant(tenant(found.namespace())));
  }

  private void forget(String uid) {
    Pod pod = byUid.remove(uid);
    if (pod != null) {
      byName.remove(name(pod.namespace(), pod.name()), pod);
      version++;
    }
  }

  /** Neither part can hold a slash. */
  private static String name(String namespace, String name) {
    return namespace + "/" + name;
  }
}
