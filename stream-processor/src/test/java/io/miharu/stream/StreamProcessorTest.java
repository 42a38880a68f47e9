package io.miharu.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamProcessorTest {
  private final List<String> events = new ArrayList<>();

  @Test
  void waitsForKafkaAndSaysSo() {
    try (StreamProcessor process = process("127.0.0.1:1")) {
      process.start();

      assertThat(process.health())
          .contains(Check.notReady("streams", "no answer from Kafka at 127.0.0.1:1"))
          .contains(Check.ok("sink", "well"));
      assertThat(events).containsExactly("started");
    }
    assertThat(events).containsExactly("started", "closed");
  }

  @Test
  void waitsForTheNameOfABrokerToResolve() {
    try (StreamProcessor process = process("nowhere.invalid:9092")) {
      process.start();

      assertThat(process.health().get(0).status()).isEqualTo(Check.Status.NOT_READY);
      assertThat(process.health().get(0).detail()).contains("nowhere.invalid:9092");
    }
  }

  private StreamProcessor process(String bootstrap) {
    Configuration configuration =
        Configuration.load(
            null,
            Map.of(),
            Map.of("miharu.kafka.bootstrap", bootstrap),
            List.of(KafkaConfig.class, StreamProcessorConfig.class));
    return new StreamProcessor(
        configuration.of(StreamProcessorConfig.class),
        new KafkaClients(configuration.of(KafkaConfig.class)),
        new SimpleMeterRegistry(),
        Clock.systemUTC(),
        List.of(
            new Companion(
                "sink",
                () -> events.add("started"),
                () -> List.of(Check.ok("sink", "well")),
                () -> events.add("closed"),
                Duration.ofSeconds(1))));
  }
}
