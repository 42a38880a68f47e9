package io.miharu.store.influxdb;

import io.miharu.embedded.InfluxServer;
import io.miharu.store.HistoryContract;
import io.miharu.store.LogStore;
import io.miharu.store.RecordEncoder;
import io.miharu.store.StoreWriter;
import io.miharu.store.TransitionStore;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InfluxHistoryIT extends HistoryContract {
  private static InfluxServer server;
  private static InfluxStore store;

  @BeforeAll
  static void start() {
    server = InfluxServer.startTemporary();
    store = new InfluxStore(InfluxSettings.of(server.url(), "miharu"), Clock.systemUTC());
    store.writer().prepare();
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Override
  protected LogStore logs() {
    return store.logs();
  }

  @Override
  protected TransitionStore transitions() {
    return store.transitions();
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
