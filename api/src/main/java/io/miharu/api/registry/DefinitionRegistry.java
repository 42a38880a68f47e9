package io.miharu.api.registry;

import io.miharu.api.http.ApiException;
import io.miharu.model.Definition;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.CompactedView;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;

/** All definitions, to read at once and to change safely. Thread-safe. */
public final class DefinitionRegistry implements AutoCloseable {
  private final CompactedView<Definition> view;
  private final DefinitionWriter writer;

  public DefinitionRegistry(KafkaClients clients) {
    this.view =
        new CompactedView<>(clients, "api-definitions", Topics.DEFINITIONS, (key, value) -> {});
    this.writer = new DefinitionWriter(clients, view);
  }

  /** Begins to read; returns at once. */
  public DefinitionRegistry start() {
    view.start();
    return this;
  }

  /**
   * The definitions as they are now.
   *
   * @throws ApiException 503 while they are still being read
   */
  public Definitions current() {
    if (!view.caughtUp()) {
      throw ApiException.unavailable(
          "Definitions are still being read: " + view.health().detail(), null);
    }
    return new Definitions(view.values());
  }

  /**
   * Makes a change; when this returns, {@link #current()} shows it.
   *
   * @throws ApiException what the change refuses with, or 503 if Kafka does not take it
   */
  public <R> R change(Change<R> change) {
    return writer.change(change);
  }

  public Check health() {
    return view.health();
  }

  @Override
  public void close() {
    writer.close();
    view.close();
  }
}
