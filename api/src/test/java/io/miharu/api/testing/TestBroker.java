package io.miharu.api.testing;

import io.miharu.embedded.EmbeddedBroker;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with all topics. */
public final class TestBroker implements AutoCloseable {
  private final EmbeddedBroker broker = EmbeddedBroker.startTemporary();
  private final KafkaClients clients = clients(broker.bootstrapServers());

  public TestBroker() {
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(Topics.all());
    }
  }

  public KafkaClients clients() {
    return clients;
  }

  /** Clients of whatever listens there, or of nothing. */
  public static KafkaClients clients(String bootstrap) {
    return new KafkaClients(
        Configuration.load(
                null,
                Map.of(),
                Map.of("miharu.kafka.bootstrap", bootstrap),
                List.of(KafkaConfig.class))
            .of(KafkaConfig.class));
  }

  @Override
  public void close() {
    broker.close();
  }
}
