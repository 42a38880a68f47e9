package io.miharu.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pods from a file, for machines without an API server, demonstrations and tests: a v1 PodList, or
 * a v1 List of pods and namespaces as {@code kubectl get pods,namespaces -A -o yaml} prints it, in
 * JSON or YAML. Read again when it changes; while it is missing or malformed, what was read last
 * stays.
 */
public final class PodListFile implements PodDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(PodListFile.class);

  private final Path file;
  private final PodReader reader;
  private final KnownPods known;
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pod-list-file");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable String problem;
  private @Nullable Version read;

  private PodListFile(Path file, PodSettings settings) {
    this.file = file;
    this.reader = new PodReader(settings);
    this.known = new KnownPods(settings.defaultTenant());
  }

  /**
   * Reads the file and follows it until closed. A file that cannot be read is not an error here but
   * a {@link #problem()}.
   *
   * @param interval between two looks at whether the file has changed
   */
  public static PodListFile open(Path file, PodSettings settings, Duration interval) {
    PodListFile directory = new PodListFile(file, settings);
    directory.refresh();
    directory.poller.scheduleWithFixedDelay(
        directory::refresh, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return directory;
  }

  @Override
  public Optional<Pod> byName(String namespace, String name) {
    return known.byName(namespace, name);
  }

  @Override
  public Optional<Pod> byUid(String uid) {
    return known.byUid(uid);
  }

  @Override
  public String tenant(String namespace) {
    return known.tenant(namespace);
  }

  @Override
  public long version() {
    return known.version();
  }

  @Override
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public void close() {
    poller.shutdownNow();
  }

  private void refresh() {
    try {
      Version found = Version.of(file);
      if (!found.equals(read)) {
        load();
        read = found;
        report(null);
      }
    } catch (IOException | RuntimeException e) {
      read = null;
      report(
          "pod list "
              + file
              + " cannot be read: "
              + e
              + "; write a v1 PodList there, or give the process read permission");
    }
  }

  private void load() throws IOException {
    List<Pod> pods = new ArrayList<>();
    Map<String, String> tenants = new HashMap<>();
    for (HasMetadata item : items()) {
      if (item instanceof io.fabric8.kubernetes.api.model.Pod pod) {
        pods.add(reader.read(pod));
      } else if (item instanceof Namespace namespace) {
        PodReader.tenant(namespace)
            .ifPresent(tenant -> tenants.put(namespace.getMetadata().getName(), tenant));
      }
    }
    known.replaceTenants(tenants);
    known.replaceAll(pods);
  }

  private List<? extends HasMetadata> items() throws IOException {
    Object content = new KubernetesSerialization().unmarshal(Files.readString(file));
    if (content instanceof KubernetesResourceList<?> list) {
      return list.getItems();
    }
    throw new IOException("it holds no v1 PodList or List");
  }

  private void report(@Nullable String now) {
    if (now == null && problem != null) {
      LOG.info("Pod list {} is readable again", file);
    } else if (now != null && problem == null) {
      LOG.warn("{}; what was known before serves until then", now);
    }
    problem = now;
  }

  /** Tells whether the file is still the one that was read. */
  private record Version(long modifiedMs, long size, @Nullable Object key) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(
          attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
    }
  }
}
