package io.miharu.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.miharu.model.Json;
import io.miharu.runtime.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries routes over HTTP: authentication, content type, authorization, then the handler, in this
 * order; every answer, also an error, is JSON and has a request id. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
  static final String JSON = "application/json";

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final Logger ACCESS = LoggerFactory.getLogger("io.miharu.api.access");
  private static final String REQUEST_ID = "x-openstack-request-id";
  private static final String ROUTE = "route";

  /** Time for requests in flight when the server stops, in ms. */
  private static final long STOP_TIMEOUT_MS = 5_000;

  private static final Caller NOBODY = new Caller("", Set.of());

  private final String host;
  private final int port;
  private final Authenticator authenticator;
  private final List<Route> routes;
  private final BodyReader bodies;
  private final MeterRegistry meters;
  private final ObjectWriter json = Json.mapper().writer();
  private final Javalin server;

  /**
   * Prepares a server; {@link #start} makes it listen.
   *
   * @param host address to bind
   * @param port 0 for any free one
   * @param maxBodyBytes larger bodies get 413
   * @param routes where two paths fit, the one with a literal segment wins
   */
  public HttpServer(
      String host,
      int port,
      int maxBodyBytes,
      Authenticator authenticator,
      List<Route> routes,
      MeterRegistry meters) {
    this.host = host;
    this.port = port;
    this.authenticator = authenticator;
    this.routes = RoutePaths.literalFirst(routes);
    this.bodies = new BodyReader(maxBodyBytes);
    this.meters = meters;
    this.server = Javalin.create(this::configure);
  }

  /**
   * Begins to answer.
   *
   * @throws StartException if the address cannot be bound
   */
  public HttpServer start() {
    try {
      server.start(host, port);
      return this;
    } catch (RuntimeException e) {
      throw new StartException(
          "Cannot listen on "
              + host
              + ":"
              + port
              + " for the API: stop what listens there, or set miharu.api.port",
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Finishes what is in flight and stops listening. */
  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.router.ignoreTrailingSlashes = true;
    config.http.defaultContentType = JSON;
    config.jetty.modifyServer(
        jetty -> {
          jetty.setErrorHandler(new JettyErrors());
          jetty.setStopTimeout(STOP_TIMEOUT_MS);
        });
    config.requestLogger.http(this::finished);
    config.routes.before(
        context -> {
          String id = "req-" + UUID.randomUUID();
          context.attribute(REQUEST_ID, id);
          context.header(REQUEST_ID, id);
        });
    for (Route route : routes) {
      config.routes.addHttpHandler(
          HandlerType.findOrCreate(route.method().name()),
          route.path(),
          context -> write(context, answer(context, route)));
    }
    config.routes.exception(ApiException.class, (error, context) -> refuse(context, error));
    config.routes.exception(HttpResponseException.class, (error, context) -> unrouted(context));
    config.routes.exception(Exception.class, (error, context) -> fail(context, error));
  }

  private Answer answer(Context context, Route route) {
    context.attribute(ROUTE, route.path());
    Caller caller =
        route.access() == Access.PUBLIC ? NOBODY : authenticator.authenticate(context::header);
    if (!route.body().accepts(context.contentType())) {
      throw ApiException.badRequest("Bad content type. Must be application/json");
    }
    if (!route.access().allows(caller)) {
      throw ApiException.forbidden();
    }
    return route
        .handler()
        .handle(
            new Request(
                caller,
                context.scheme() + "://" + context.host(),
                RoutePaths.withoutTrailingSlash(context.path()),
                context.pathParamMap(),
                Query.parse(context.queryString()),
                () -> bodies.read(context)));
  }

  /** No route: the path is unknown, or it is known with other methods. */
  private void unrouted(Context context) {
    String path = RoutePaths.withoutTrailingSlash(context.path());
    String allowed =
        routes.stream()
            .filter(route -> RoutePaths.fits(route.path(), path))
            .map(route -> route.method().name())
            .distinct()
            .collect(Collectors.joining(", "));
    refuse(
        context,
        allowed.isEmpty()
            ? ApiException.notFound("There is no resource " + path)
            : ApiException.methodNotAllowed(context.req().getMethod(), path, allowed));
  }

  private void refuse(Context context, ApiException error) {
    write(context, Answer.error(error));
  }

  private void fail(Context context, Exception error) {
    String id = String.valueOf(context.attributeMap().get(REQUEST_ID));
    LOG.error("{} {} {} failed", id, context.req().getMethod(), context.path(), error);
    write(context, Answer.error(ApiException.internal(id)));
  }

  private void write(Context context, Answer answer) {
    context.status(answer.status());
    answer.headers().forEach(context::header);
    Object body = answer.body();
    if (body == null) {
      context.res().setContentType(null);
      return;
    }
    try {
      context.contentType(JSON).result(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a " + body.getClass().getSimpleName(), e);
    }
  }

  private void finished(Context context, @Nullable Float elapsedMs) {
    Duration elapsed = Duration.ofNanos((long) ((elapsedMs == null ? 0 : elapsedMs) * 1_000_000));
    String method = context.req().getMethod();
    Object route = context.attributeMap().getOrDefault(ROUTE, "none");
    Timer.builder("miharu.api.requests")
        .description("Requests answered")
        .tags("route", String.valueOf(route))
        .tags("method", RoutePaths.knownMethod(method))
        .tags("status", Integer.toString(context.statusCode()))
        .register(meters)
        .record(elapsed);
    ACCESS.debug(
        "{} {} {} {} {} ms {}",
        context.ip(),
        method,
        context.path(),
        context.statusCode(),
        elapsed.toMillis(),
        context.attributeMap().getOrDefault(REQUEST_ID, "-"));
  }
}
