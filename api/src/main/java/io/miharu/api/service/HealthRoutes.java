package io.miharu.api.service;

import io.miharu.api.http.Access;
import io.miharu.api.http.Answer;
import io.miharu.api.http.BodyType;
import io.miharu.api.http.Request;
import io.miharu.api.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /healthcheck}: for load balancers, without authentication. */
public final class HealthRoutes {
  private static final String PATH = "/healthcheck";
  private static final Map<String, String> NOT_CACHED =
      Map.of("Cache-Control", "must-revalidate, no-cache, no-store");

  private final Supplier<@Nullable String> kafka;
  private final Supplier<@Nullable String> definitions;
  private final Supplier<@Nullable String> store;

  /** Each part is asked anew for each request, and gives its fault or null. */
  public HealthRoutes(
      Supplier<@Nullable String> kafka,
      Supplier<@Nullable String> definitions,
      Supplier<@Nullable String> store) {
    this.kafka = kafka;
    this.definitions = definitions;
    this.store = store;
  }

  public List<Route> routes() {
    return List.of(
        new Route(Route.Method.GET, PATH, Access.PUBLIC, BodyType.NONE, this::check),
        new Route(
            Route.Method.HEAD,
            PATH,
            Access.PUBLIC,
            BodyType.NONE,
            request -> new Answer(204, null, NOT_CACHED)));
  }

  private Answer check(Request request) {
    Map<String, String> parts = new LinkedHashMap<>();
    boolean healthy = put(parts, "kafka", kafka.get());
    healthy &= put(parts, "alarms_database", definitions.get());
    healthy &= put(parts, "metrics_database", store.get());
    return new Answer(healthy ? 200 : 503, parts, NOT_CACHED);
  }

  private static boolean put(Map<String, String> parts, String part, @Nullable String fault) {
    parts.put(part, fault == null ? "OK" : fault);
    return fault == null;
  }
}
