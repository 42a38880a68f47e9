package io.miharu.store.influxdb;

import io.miharu.embedded.InfluxServer;
import io.miharu.store.MetricStore;
import io.miharu.store.MetricStoreContract;
import io.miharu.store.RecordEncoder;
import io.miharu.store.StoreWriter;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InfluxMetricStoreIT extends MetricStoreContract {
  private static InfluxServer server;
  private static InfluxStore store;

  @BeforeAll
  static void start() {
    server = InfluxServer.startTemporary();
    store = new InfluxStore(InfluxSettings.of(server.url(), "mi\"haru"), Clock.systemUTC());
    store.writer().prepare();
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Override
  protected MetricStore metrics() {
    return store.metrics();
  }

  @Override
  protected StoreWriter writer() {
    return store.writer();
  }

  @Override
  protected RecordEncoder newEncoder() {
    return store.newEncoder();
  }

  @Override
  protected long nowMs() {
    return Clock.systemUTC().millis();
  }
}
