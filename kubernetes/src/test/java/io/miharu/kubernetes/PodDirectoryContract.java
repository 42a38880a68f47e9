package io.miharu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.miharu.model.Dimensions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PodDirectory} does, wherever its news come from. */
abstract class PodDirectoryContract {
  static final String NODE = "n7";
  static final PodSettings SETTINGS = new PodSettings("common", List.of("app"));

  private PodDirectory directory;

  abstract PodDirectory open() throws Exception;

  /** Creates the object or replaces it; gives back its uid, which the server may have chosen. */
  abstract String put(HasMetadata object) throws Exception;

  abstract void delete(HasMetadata object) throws Exception;

  @BeforeEach
  void openDirectory() throws Exception {
    directory = open();
  }

  @AfterEach
  void closeDirectory() {
    directory.close();
  }

  @Test
  void findsPodByNameAndByUid() throws Exception {
    String uid =
        put(pod("shop", "orders-7c66ccfbbc-ws666", owner("ReplicaSet", "orders-7c66ccfbbc")));
    eventually(
        known -> {
          Pod pod = known.byName("shop", "orders-7c66ccfbbc-ws666").orElseThrow();
          assertThat(pod)
              .isEqualTo(
                  new Pod(
                      "shop",
                      "orders-7c66ccfbbc-ws666",
                      uid,
                      false,
                      new Owner("deployment", "orders"),
                      "common",
                      Dimensions.of("app", "orders"),
                      List.of(new Container("main", "lab/box:1", "c1"))));
          assertThat(known.byUid(uid)).contains(pod);
          assertThat(known.problem()).isEmpty();
        });
    assertThat(directory.byName("default", "orders-7c66ccfbbc-ws666")).isEmpty();
  }

  @Test
  void givesNamespaceToTenantOfItsAnnotation() throws Exception {
    put(namespace("shop", "p-17"));
    String uid = put(pod("shop", "cache-0", owner("StatefulSet", "cache")));
    eventually(known -> assertThat(known.byUid(uid)).map(Pod::tenant).contains("p-17"));
    assertThat(directory.tenant("shop")).isEqualTo("p-17");
    assertThat(directory.tenant("default")).isEqualTo("common");
  }

  @Test
  void movesPodsWhenAnnotationChanges() throws Exception {
    put(namespace("shop", "p-17"));
    String uid = put(pod("shop", "cache-0", owner("StatefulSet", "cache")));
    eventually(known -> assertThat(known.byUid(uid)).map(Pod::tenant).contains("p-17"));
    long version = directory.version();
    put(namespace("shop", "p-18"));
    eventually(known -> assertThat(known.byUid(uid)).map(Pod::tenant).contains("p-18"));
    assertThat(directory.version()).isGreaterThan(version);
  }

  @Test
  void stillAnswersForDeletedPod() throws Exception {
    HasMetadata first = pod("shop", "cache-0", owner("StatefulSet", "cache"));
    String uid = put(first);
    eventually(known -> assertThat(known.byUid(uid)).isPresent());
    delete(first);
    String successor =
        put(
            new PodBuilder(pod("shop", "cache-0", owner("StatefulSet", "cache")))
                .editMetadata()
                .withUid("u3")
                .endMetadata()
                .build());
    eventually(
        known -> assertThat(known.byName("shop", "cache-0")).map(Pod::uid).contains(successor));
    assertThat(directory.byUid(uid)).isPresent();
  }

  @Test
  void knowsPodsOnHostNetwork() throws Exception {
    String uid =
        put(
            new PodBuilder(pod("kube-system", "agent-nxjnj", owner("DaemonSet", "agent")))
                .editSpec()
                .withHostNetwork(true)
                .endSpec()
                .build());
    eventually(
        known -> {
          Pod pod = known.byUid(uid).orElseThrow();
          assertThat(pod.hostNetwork()).isTrue();
          assertThat(pod.owner()).isEqualTo(new Owner("daemon_set", "agent"));
        });
  }

  @Test
  void namesStaticPodByItsConfigurationHash() throws Exception {
    put(
        new PodBuilder(pod("kube-system", "etcd-n7", owner("Node", NODE)))
            .editMetadata()
            .addToAnnotations("kubernetes.io/config.mirror", "0123456789abcdef")
            .endMetadata()
            .build());
    eventually(
        known -> {
          Pod pod = known.byUid("0123456789abcdef").orElseThrow();
          assertThat(pod.name()).isEqualTo("etcd-n7");
          assertThat(pod.owner()).isNull();
        });
  }

  final PodDirectory directory() {
    return directory;
  }

  final void eventually(ThrowingConsumer<PodDirectory> assertion) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertion.accept(directory));
  }

  static io.fabric8.kubernetes.api.model.Pod pod(
      String namespace, String name, OwnerReference owner) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withUid("u1")
        .withLabels(
            Map.of(
                "app", name.substring(0, name.indexOf('-')),
                "pod-template-hash", "7c66ccfbbc",
                "not-asked-for", "x"))
        .withOwnerReferences(owner)
        .endMetadata()
        .withNewSpec()
        .withNodeName(NODE)
        .endSpec()
        .withNewStatus()
        .addNewContainerStatus()
        .withName("main")
        .withImage("lab/box:1")
        .withContainerID("containerd://c1")
        .endContainerStatus()
        .endStatus()
        .build();
  }

  static OwnerReference owner(String kind, String name) {
    return new OwnerReferenceBuilder().withKind(kind).withName(name).withController(true).build();
  }

  static Namespace namespace(String name, String tenant) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .addToAnnotations(PodSettings.TENANT_ANNOTATION, tenant)
        .endMetadata()
        .build();
  }
}
