package io.miharu.logforwarder.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
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
  private final PodLookup pods;
  private final ObjectReader json = Json.reader(JsonNode.class);

  public LogSources(String node, String defaultTenant, PodLookup pods) {
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
    Dimensions.Builder dimensions = Dimensions.builder().put(DimensionNames.HOSTNAME, node);
    if (podPath.isPresent()) {
      return ofPod(podPath.get(), dimensions);
    }
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

  private LogSource ofPod(PodPath pod, Dimensions.Builder dimensions) {
    dimensions
        .put(DimensionNames.NAMESPACE, pod.namespace())
        .put(DimensionNames.POD, pod.pod())
        .put(DimensionNames.CONTAINER, pod.container());
    Optional<PodDetails> details = pods.find(pod);
    if (details.isEmpty()) {
      return new LogSource(defaultTenant, dimensions.build());
    }
    String ownerType = details.get().ownerType();
    String owner = details.get().owner();
    if (ownerType != null && owner != null) {
      dimensions.put(DimensionNames.OWNER_TYPE, ownerType).put(ownerType, owner);
    }
    return new LogSource(details.get().tenant(), dimensions.build());
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
    boolean docker = name != null && DOCKER_ID.matcher(name.toString()).matches();
    return docker ? Optional.of(name.toString()) : Optional.empty();
  }
}
