package io.miharu.logforwarder.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.miharu.kubernetes.Pod;
import io.miharu.kubernetes.PodDirectory;
import io.miharu.model.Dimensions;
import io.miharu.model.Json;
import io.miharu.model.catalogue.DimensionNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells from a path whose lines a file holds: a pod's container, a Docker container, or, for any
 * other file, its name.
 */
public final class LogSources {
  private static final Pattern DOCKER_ID = Pattern.compile("[0-9a-f]{64}");

  /** As {@code docker ps} shows ids. */
  private static final int SHORT_ID_LENGTH = 12;

  private final String node;
  private final String defaultTenant;
  private final PodDirectory pods;
  private final ObjectReader json = Json.reader(JsonNode.class);

  /**
   * @param node the node's name
   * @param defaultTenant the Monasca project id of what belongs to no namespace
   * @param pods what is known of pods; for others the path has to do
   */
  public LogSources(String node, String defaultTenant, PodDirectory pods) {
    this.node = node;
    this.defaultTenant = defaultTenant;
    this.pods = pods;
  }

  /** What files of one container share: their directory, or the path for files that stand alone. */
  public static String containerKey(Path file) {
    Path directory = file.getParent();
    boolean ofContainer = PodPath.of(file).isPresent() || dockerId(file).isPresent();
    String base = RotatedName.of(file.getFileName().toString()).base();
    return ofContainer && directory != null
        ? directory.toString()
        : file.resolveSibling(base).toString();
  }

  /** Whose lines the file holds; asked again as a cluster's knowledge grows. */
  public LogSource of(Path file) {
    Optional<PodPath> podPath = PodPath.of(file);
    if (podPath.isPresent()) {
      return ofPod(podPath.get());
    }
    Dimensions.Builder dimensions = Dimensions.builder().put(DimensionNames.HOSTNAME, node);
    Optional<String> id = dockerId(file);
    if (id.isPresent()) {
      return ofDocker(file, id.get(), dimensions);
    }
    String name = RotatedName.of(file.getFileName().toString()).base();
    dimensions.put(
        DimensionNames.CONTAINER,
        name.endsWith(".log") && name.length() > 4 ? name.substring(0, name.length() - 4) : name);
    return new LogSource(defaultTenant, dimensions.build());
  }

  private LogSource ofPod(PodPath path) {
    Pod pod =
        pods.byUid(path.uid())
            .or(() -> pods.byName(path.namespace(), path.pod()))
            .orElseGet(
                () ->
                    Pod.named(
                        path.namespace(), path.pod(), path.uid(), pods.tenant(path.namespace())));
    return new LogSource(pod.tenant(), pod.dimensions(node, path.container(), ""));
  }

  /** Name and image stand in a file that only root may read; without it the id has to do. */
  private LogSource ofDocker(Path file, String id, Dimensions.Builder dimensions) {
    String name = id.substring(0, SHORT_ID_LENGTH);
    try {
      JsonNode config = json.readTree(Files.readAllBytes(file.resolveSibling("config.v2.json")));
      String configured = config.path("Name").asText("").replaceFirst("^/", "");
      name = configured.isEmpty() ? name : configured;
      dimensions.putIfPresent(DimensionNames.IMAGE, config.path("Config").path("Image").asText(""));
    } catch (IOException unreadable) {
      // Not there, or not ours to read.
    }
    return new LogSource(defaultTenant, dimensions.put(DimensionNames.CONTAINER, name).build());
  }

  private static Optional<String> dockerId(Path file) {
    Path directory = file.getParent();
    Path name = directory == null ? null : directory.getFileName();
    return Optional.ofNullable(name)
        .map(Path::toString)
        .filter(text -> DOCKER_ID.matcher(text).matches());
  }
}
