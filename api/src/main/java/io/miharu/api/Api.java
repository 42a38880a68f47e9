package io.miharu.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.miharu.api.alarms.AlarmIndex;
import io.miharu.api.alarms.AlarmRoutes;
import io.miharu.api.definition.AlarmDefinitionRoutes;
import io.miharu.api.http.Authenticator;
import io.miharu.api.http.HttpServer;
import io.miharu.api.http.OneTenant;
import io.miharu.api.http.Route;
import io.miharu.api.metrics.MetricRoutes;
import io.miharu.api.metrics.Posting;
import io.miharu.api.metrics.SeriesRoutes;
import io.miharu.api.metrics.StoreReads;
import io.miharu.api.notification.MethodRules;
import io.miharu.api.notification.NotificationMethodRoutes;
import io.miharu.api.registry.DefinitionRegistry;
import io.miharu.api.service.HealthRoutes;
import io.miharu.api.service.KafkaProbe;
import io.miharu.api.service.VersionRoutes;
import io.miharu.runtime.Lifecycle;
import io.miharu.runtime.Process;
import io.miharu.runtime.StartException;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.store.MetricStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The REST API as a process: HTTP on one side, Kafka and the store on the other. */
public final class Api implements Process {
  /** Time for requests in flight, then for what they wait for, in that order. */
  private static final Duration HTTP_STOP = Duration.ofSeconds(6);

  private static final Duration CLIENT_STOP = Duration.ofSeconds(2);

  private final ApiConfig config;
  private final KafkaClients kafka;
  private final MetricStore metrics;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Lifecycle lifecycle = new Lifecycle();
  private volatile @Nullable Running running;

  /** What there is between start and close. */
  private record Running(
      Posting posting,
      StoreReads store,
      DefinitionRegistry registry,
      AlarmIndex alarms,
      HttpServer http) {}

  /**
   * Puts the parts together; nothing is opened yet.
   *
   * @param metrics stays open when the API is closed
   * @param clock stamps definitions
   */
  public Api(
      ApiConfig config,
      KafkaClients kafka,
      MetricStore metrics,
      InstantSource clock,
      MeterRegistry meters) {
    this.config = config;
    this.kafka = kafka;
    this.metrics = metrics;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public void start() {
    Authenticator authenticator = authenticator();
    try {
      open(authenticator);
    } catch (KafkaException e) {
      throw new StartException("Kafka at " + kafka.bootstrap() + " cannot be used: " + e, e);
    }
  }

  private void open(Authenticator authenticator) {
    KafkaProbe probe = lifecycle.onStop("probe", CLIENT_STOP, new KafkaProbe(kafka));
    Posting posting = lifecycle.onStop("posting", CLIENT_STOP, new Posting(kafka));
    DefinitionRegistry registry =
        lifecycle.onStop("definitions", CLIENT_STOP, new DefinitionRegistry(kafka).start());
    AlarmIndex alarms = lifecycle.onStop("alarms", CLIENT_STOP, new AlarmIndex(kafka).start());
    StoreReads store = new StoreReads(metrics);
    HttpServer http =
        new HttpServer(
            config.host(),
            config.port(),
            config.maxBodyBytes(),
            authenticator,
            routes(probe, posting, store, registry, alarms),
            meters);
    lifecycle.onStop("http", HTTP_STOP, http);
    http.start();
    running = new Running(posting, store, registry, alarms, http);
  }

  /** Where it answers, without a path; only between start and close. */
  public String url() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("the API is not running");
    }
    return "http://" + config.host() + ":" + now.http().port();
  }

  @Override
  public String summary() {
    return "listens on %s, authentication %s, tenant %s"
        .formatted(
            running == null ? config.host() + ":" + config.port() : url(),
            config.auth(),
            config.defaultTenant());
  }

  @Override
  public List<Check> health() {
    Running now = running;
    return now == null
        ? List.of(Check.notReady("http", "not started"))
        : List.of(
            now.posting().health(),
            now.registry().health(),
            now.alarms().health(),
            now.store().health());
  }

  @Override
  public void close() {
    running = null;
    lifecycle.close();
  }

  private List<Route> routes(
      KafkaProbe probe,
      Posting posting,
      StoreReads store,
      DefinitionRegistry registry,
      AlarmIndex alarms) {
    MethodRules methodRules =
        new MethodRules(config.notificationTypes(), config.notificationPeriods());
    List<Route> routes = new ArrayList<>();
    routes.addAll(new VersionRoutes().routes());
    routes.addAll(
        new HealthRoutes(probe::fault, () -> fault(registry, alarms), store::probe).routes());
    routes.addAll(new MetricRoutes(posting, store).routes());
    routes.addAll(new SeriesRoutes(store).routes());
    routes.addAll(
        new NotificationMethodRoutes(registry, methodRules, clock, UUID::randomUUID).routes());
    routes.addAll(new AlarmDefinitionRoutes(registry, clock, UUID::randomUUID).routes());
    routes.addAll(new AlarmRoutes(alarms, registry).routes());
    return routes;
  }

  private static @Nullable String fault(DefinitionRegistry registry, AlarmIndex alarms) {
    for (Check check : List.of(registry.health(), alarms.health())) {
      if (check.status() != Check.Status.OK) {
        return check.name() + ": " + check.detail();
      }
    }
    return null;
  }

  private Authenticator authenticator() {
    return switch (config.auth()) {
      case NONE -> {
        if (!isLoopback(config.host())) {
          throw new StartException(
              "miharu.api.auth is none, so that everybody who reaches the API may do everything, and"
                  + " miharu.api.host is "
                  + config.host()
                  + ", which is not a loopback address. Set miharu.api.host to 127.0.0.1, or choose"
                  + " an authentication.");
        }
        yield new OneTenant(config.defaultTenant());
      }
    };
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new StartException("miharu.api.host '" + host + "' is no address of this machine", e);
    }
  }
}
