package io.miharu.api.service;

import io.miharu.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Finds out whether a broker answers now. Thread-safe. */
public final class KafkaProbe implements AutoCloseable {
  private static final long LIMIT_MS = 3_000;

  private final Admin admin;

  public KafkaProbe(KafkaClients clients) {
    this.admin = clients.admin();
  }

  /** The fault, or null if a broker answers. */
  public @Nullable String fault() {
    try {
      admin.describeCluster().nodes().get(LIMIT_MS, TimeUnit.MILLISECONDS);
      return null;
    } catch (TimeoutException e) {
      return "no broker answered within " + LIMIT_MS + " ms";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
