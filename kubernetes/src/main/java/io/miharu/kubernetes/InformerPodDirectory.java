package io.miharu.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pods of one node and all namespaces, watched at the API server. Needs list and watch on pods
 * and on namespaces; without the latter every namespace belongs to the default tenant. An API
 * server that is away, at the start too, is a {@link #problem()} and not an error: the watch goes
 * on trying.
 */
public final class InformerPodDirectory implements PodDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(InformerPodDirectory.class);

  private final KnownPods known;
  private final SharedIndexInformer<io.fabric8.kubernetes.api.model.Pod> pods;
  private final SharedIndexInformer<Namespace> namespaces;
  private volatile @Nullable String podError;
  private volatile @Nullable String namespaceError;

  private final Runnable afterClose;

  private InformerPodDirectory(
      KubernetesClient client, String node, PodSettings settings, Runnable afterClose) {
    this.afterClose = afterClose;
    PodReader reader = new PodReader(settings);
    known = new KnownPods(settings.defaultTenant());
    pods = client.pods().inAnyNamespace().withField("spec.nodeName", node).runnableInformer(0);
    pods.addEventHandler(
        new Follower<>(
            pod -> {
              podError = null;
              known.put(reader.read(pod));
            },
            pod -> known.delete(reader.read(pod).uid())));
    pods.exceptionHandler(
        (started, error) -> {
          podError = told("pods", podError, error);
          return true;
        });
    namespaces = client.namespaces().runnableInformer(0);
    namespaces.addEventHandler(
        new Follower<>(
            namespace ->
                known.putTenant(
                    namespace.getMetadata().getName(), PodReader.tenant(namespace).orElse(null)),
            namespace -> known.putTenant(namespace.getMetadata().getName(), null)));
    namespaces.exceptionHandler(
        (started, error) -> {
          namespaceError = told("namespaces", namespaceError, error);
          return true;
        });
  }

  /**
   * Begins to watch; returns at once.
   *
   * @param client stays the caller's to close, after this
   * @param node the node's name in the cluster
   */
  public static InformerPodDirectory open(
      KubernetesClient client, String node, PodSettings settings) {
    return new InformerPodDirectory(client, node, settings, () -> {}).watch();
  }

  /**
   * Begins to watch with a client of its own, configured as usual: by the service account inside a
   * cluster, by a kubeconfig file outside.
   *
   * @param node the node's name in the cluster
   */
  public static InformerPodDirectory connect(String node, PodSettings settings) {
    KubernetesClient client = new KubernetesClientBuilder().build();
    return new InformerPodDirectory(client, node, settings, client::close).watch();
  }

  private InformerPodDirectory watch() {
    pods.start();
    namespaces.start();
    return this;
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
    if (!current(pods)) {
      return Optional.of(stale("pods", podError));
    }
    return current(namespaces)
        ? Optional.empty()
        : Optional.of(stale("namespaces", namespaceError));
  }

  @Override
  public void close() {
    pods.close();
    namespaces.close();
    afterClose.run();
  }

  private static boolean current(SharedIndexInformer<?> informer) {
    return informer.hasSynced() && informer.isWatching();
  }

  private static String stale(String what, @Nullable String error) {
    return what
        + " are not being watched"
        + (error == null ? "" : ": " + error)
        + "; what was known last serves. Check that the API server is reachable and that the service"
        + " account may list and watch "
        + what;
  }

  /** Logs the first of equal errors in a row. */
  private static String told(String what, @Nullable String before, Throwable error) {
    String now = String.valueOf(error.getMessage());
    if (!now.equals(before)) {
      LOG.warn("{}", stale(what, now));
    }
    return now;
  }

  private record Follower<T extends HasMetadata>(Consumer<T> present, Consumer<T> gone)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      present.accept(object);
    }

    @Override
    public void onUpdate(T before, T now) {
      present.accept(now);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      gone.accept(object);
    }
  }
}
