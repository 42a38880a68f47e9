package io.miharu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InformerPodDirectoryTest extends PodDirectoryContract {
  private static final String SELECTOR = "fieldSelector=spec.nodeName%3D" + NODE;

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(), new MockWebServer(), new HashMap<>(), new NodeDispatcher(), false);
  private KubernetesClient client;

  @Override
  PodDirectory open() {
    server.init();
    client = server.createClient();
    return InformerPodDirectory.open(client, NODE, SETTINGS);
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  @Override
  String put(HasMetadata object) {
    HasMetadata stored =
        client.resource(object).get() == null
            ? client.resource(object).create()
            : client.resource(object).update();
    return stored.getMetadata().getUid();
  }

  @Override
  void delete(HasMetadata object) {
    client.resource(object).delete();
  }

  @Test
  void asksForPodsOfItsNodeAlone() {
    eventually(known -> assertThat(known.problem()).isEmpty());
    assertThat(asked)
        .filteredOn(path -> path.contains("/pods?"))
        .isNotEmpty()
        .allMatch(path -> path.contains(SELECTOR));
  }

  @Test
  void keepsWhatItKnewWhileServerIsAway() {
    String uid = put(pod("shop", "cache-0", owner("StatefulSet", "cache")));
    eventually(
        known -> {
          assertThat(known.byUid(uid)).isPresent();
          assertThat(known.problem()).isEmpty();
        });
    server.shutdown();
    eventually(known -> assertThat(known.problem()).isPresent());
    assertThat(directory().byUid(uid)).isPresent();
    assertThat(directory().problem().orElseThrow()).contains("pods", "list and watch");
  }

  /**
   * The mock finds nothing for field selectors other than those on metadata: take this one out,
   * since all pods of these tests are on the node.
   */
  private final class NodeDispatcher extends KubernetesCrudDispatcher {
    @Override
    public MockResponse handleGet(String path) {
      asked.add(path);
      return super.handleGet(withoutSelector(path));
    }

    @Override
    public MockResponse handleWatch(String path) {
      return super.handleWatch(withoutSelector(path));
    }

    private static String withoutSelector(String path) {
      return path.replace(SELECTOR + "&", "").replace(SELECTOR, "");
    }
  }
}
