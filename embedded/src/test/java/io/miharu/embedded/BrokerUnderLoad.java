package io.miharu.embedded;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A JVM for a test to kill: a broker and a producer that prints how many records were acknowledged.
 */
final class BrokerUnderLoad {
  static final String TOPIC = "numbers";
  static final String ACKNOWLEDGED = "acknowledged ";

  private BrokerUnderLoad() {}

  public static void main(String[] arguments) throws Exception {
    var broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
    EmbeddedBrokerIT.createTopic(broker, TOPIC);
    var acknowledged = new AtomicLong();
    try (var producer = EmbeddedBrokerIT.producer(broker)) {
      for (long i = 0; ; i++) {
        producer.send(
            new ProducerRecord<>(TOPIC, String.valueOf(i)),
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.incrementAndGet();
              }
            });
        if (i % 50 == 0) {
          System.out.println(ACKNOWLEDGED + acknowledged.get());
          System.out.flush();
        }
      }
    }
  }
}
