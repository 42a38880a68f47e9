package io.miharu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodListFileTest extends PodDirectoryContract {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  @TempDir Path folder;
  private final Map<String, HasMetadata> objects = new LinkedHashMap<>();

  @Override
  PodDirectory open() throws IOException {
    write();
    return PodListFile.open(file(), SETTINGS, INTERVAL);
  }

  @Override
  String put(HasMetadata object) throws IOException {
    objects.put(key(object), object);
    write();
    return String.valueOf(object.getMetadata().getUid());
  }

  @Override
  void delete(HasMetadata object) throws IOException {
    objects.remove(key(object));
    write();
  }

  @Test
  void keepsWhatItKnewWhileFileIsMalformed() throws IOException {
    put(pod("shop", "cache-0", owner("StatefulSet", "cache")));
    eventually(known -> assertThat(known.byUid("u1")).isPresent());
    Files.writeString(file(), "{\"kind\": \"PodLi");
    eventually(
        known ->
            assertThat(known.problem())
                .hasValueSatisfying(
                    problem -> assertThat(problem).contains(file().toString(), "PodList")));
    assertThat(directory().byUid("u1")).isPresent();
    write();
    eventually(known -> assertThat(known.problem()).isEmpty());
  }

  @Test
  void startsWithoutFile() {
    try (PodDirectory directory =
        PodListFile.open(folder.resolve("missing.json"), SETTINGS, INTERVAL)) {
      assertThat(directory.problem()).isPresent();
      assertThat(directory.byUid("u1")).isEmpty();
      assertThat(directory.tenant("shop")).isEqualTo("common");
    }
  }

  @Test
  void readsWhatAKubeletListsAsJsonOrYaml() throws IOException {
    for (String name : List.of("/pods.json", "/pods.yaml")) {
      Path file = folder.resolve(name.substring(1));
      Files.copy(PodListFileTest.class.getResourceAsStream(name), file);
      try (PodDirectory directory = PodListFile.open(file, SETTINGS, INTERVAL)) {
        assertThat(directory.problem()).isEmpty();
        Pod orders = directory.byName("shop", "orders-7c66ccfbbc-ws666").orElseThrow();
        assertThat(orders.uid()).isEqualTo("272ae06b-ede2-40ac-a5fb-94634bc16dcf");
        assertThat(orders.owner()).isEqualTo(new Owner("deployment", "orders"));
        assertThat(orders.containers()).extracting(Container::name).contains("orders", "logs");
      }
    }
  }

  private void write() throws IOException {
    Path next = folder.resolve("next.json");
    Files.writeString(
        next,
        new KubernetesSerialization()
            .asJson(new KubernetesListBuilder().withItems(List.copyOf(objects.values())).build()));
    Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file() {
    return folder.resolve("list.json");
  }

  private static String key(HasMetadata object) {
    return object.getKind()
        + "/"
        + object.getMetadata().getNamespace()
        + "/"
        + object.getMetadata().getName();
  }
}
