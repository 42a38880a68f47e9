package io.miharu.store.influxdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.model.Json;
import io.miharu.store.StoreException;
import io.miharu.store.Target;
import io.miharu.store.UnavailableReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;

/** One client for writing and reading, with errors told apart by their status. Thread-safe. */
final class InfluxConnection implements AutoCloseable {
  private static final long MAX_ERROR_BYTES = 16_384;
  private static final int MAX_MESSAGE = 1_000;

  private final InfluxSettings settings;
  private final OkHttpClient http;
  private final InfluxDB influx;

  InfluxConnection(InfluxSettings settings) {
    this.settings = settings;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .socketFactory(new NoDelaySockets())
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.readTimeout())
            .addInterceptor(InfluxConnection::refuse);
    this.http = builder.build();
    this.influx =
        settings.user().isEmpty()
            ? InfluxDBFactory.connect(settings.url(), http.newBuilder())
            : InfluxDBFactory.connect(
                settings.url(), settings.user(), settings.password(), http.newBuilder());
  }

  String database() {
    return settings.database();
  }

  /**
   * Writes a body and returns when it was taken.
   *
   * @throws Refusal if the answer was no
   * @throws IOException if there was no answer
   */
  void write(Target target, String body) throws IOException {
    try {
      influx.write(
          settings.database(),
          Layout.retentionPolicy(target),
          InfluxDB.ConsistencyLevel.ONE,
          Layout.precision(target),
          body);
    } catch (InfluxDBException e) {
      throw cause(e);
    }
  }

  /** The series of one SELECT; times in ms since the epoch, as doubles. */
  List<QueryResult.Series> select(String influxQl) {
    return series(() -> influx.query(query(influxQl), TimeUnit.MILLISECONDS));
  }

  /** The same with times as text to the nanosecond, which doubles cannot hold. */
  List<QueryResult.Series> selectWithTextTimes(String influxQl) {
    return series(() -> influx.query(query(influxQl)));
  }

  /** Runs a statement that changes the schema. */
  void execute(String influxQl) {
    series(() -> influx.query(new Query(influxQl, null, true)));
  }

  @Override
  public void close() {
    influx.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private Query query(String influxQl) {
    return new Query(influxQl, settings.database(), true);
  }

  private interface Call {
    QueryResult run();
  }

  private List<QueryResult.Series> series(Call call) {
    QueryResult answer;
    try {
      answer = call.run();
    } catch (InfluxDBException e) {
      throw unreadable(cause(e));
    }
    if (answer.hasError()) {
      throw unreadable(answer.getError());
    }
    List<QueryResult.Series> series = new ArrayList<>();
    for (QueryResult.Result result : answer.getResults()) {
      if (result.hasError()) {
        throw unreadable(result.getError());
      }
      if (result.getSeries() != null) {
        series.addAll(result.getSeries());
      }
    }
    return series;
  }

  private StoreException unreadable(IOException cause) {
    if (cause instanceof Refusal refusal) {
      UnavailableReason reason = refusal.reason();
      return new StoreException(
          reason == null ? UnavailableReason.OTHER_SERVER_ERROR : reason,
          "InfluxDB at " + settings.url() + " refused: " + refusal.text());
    }
    return new StoreException(
        UnavailableReason.CONNECTION,
        "InfluxDB at " + settings.url() + " does not answer: " + cause.getMessage());
  }

  private StoreException unreadable(String error) {
    UnavailableReason reason = Refusal.reason(error);
    return new StoreException(
        reason == null ? UnavailableReason.OTHER_SERVER_ERROR : reason,
        "InfluxDB at " + settings.url() + " answered: " + error);
  }

  private static IOException cause(InfluxDBException e) {
    return e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
  }

  /** Keeps the status, which the client library would lose on the way to its own exceptions. */
  private static Response refuse(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw new Refusal(response.code(), message(response.peekBody(MAX_ERROR_BYTES).string()));
    }
  }

  private static String message(String body) {
    String text = body;
    try {
      JsonNode error = Json.reader(JsonNode.class).readTree(body).path("error");
      text = error.isTextual() ? error.asText() : body;
    } catch (JsonProcessingException e) {
      // A proxy's page, not InfluxDB's JSON: the body itself is the message.
    }
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
  }
}
