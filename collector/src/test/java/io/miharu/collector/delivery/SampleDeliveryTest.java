package io.miharu.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.model.Dimensions;
import io.miharu.model.NodeMark;
import io.miharu.model.SampleBatch;
import io.miharu.model.SampleRecord;
import io.miharu.model.Values;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleDeliveryTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FlakyProducer producer = new FlakyProducer();
  private final SampleDelivery delivery = new SampleDelivery(producer, "broker:9092", 3, meters);

  @AfterEach
  void close() {
    delivery.close();
  }

  @Test
  void sendsMarkBehindBatchesUnderNode() {
    delivery.start();
    delivery.offer(cycle(1, 2));
    await().atMost(LIMIT).until(() -> producer.history().size() == 3);
    assertThat(producer.history()).extracting(ProducerRecord::key).containsOnly("n7");
    assertThat(producer.history())
        .extracting(ProducerRecord::value)
        .containsExactly(batch(1, 0), batch(1, 1), mark(1));
  }

  @Test
  void sendsWhatFailedAgainBeforeMarkAndNextCycle() {
    producer.failNext = 2;
    delivery.start();
    delivery.offer(cycle(1, 1));
    delivery.offer(cycle(2, 1));
    await().atMost(LIMIT).until(() -> producer.delivered().size() == 4);
    assertThat(producer.delivered()).containsExactly(batch(1, 0), mark(1), batch(2, 0), mark(2));
    await().atMost(LIMIT).until(() -> delivery.check().status() == Check.Status.OK);
  }

  @Test
  void saysWhyWhileKafkaIsAway() {
    producer.failNext = Integer.MAX_VALUE;
    delivery.start();
    delivery.offer(cycle(1, 1));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(delivery.check().status()).isEqualTo(Check.Status.NOT_READY);
              assertThat(delivery.check().detail()).contains("broker:9092", "no leader");
            });
  }

  @Test
  void givesUpOldestCyclesBeyondLimit() {
    delivery.offer(cycle(1, 2));
    delivery.offer(cycle(2, 1));
    delivery.offer(cycle(3, 2));
    delivery.start();
    await().atMost(LIMIT).until(() -> producer.delivered().size() == 5);
    assertThat(producer.delivered())
        .containsExactly(batch(2, 0), mark(2), batch(3, 0), batch(3, 1), mark(3));
    assertThat(meters.get("miharu.collector.batches.lost").counter().count()).isEqualTo(2);
    assertThat(meters.get("miharu.collector.batches.sent").counter().count()).isEqualTo(3);
  }

  private static Cycle cycle(long time, int batches) {
    return new Cycle(
        IntStream.range(0, batches).mapToObj(i -> batch(time, i)).toList(), mark(time));
  }

  private static SampleBatch batch(long time, int number) {
    return new SampleBatch(
        "common",
        Dimensions.of("container_name", "c" + number),
        time,
        null,
        Values.of("x", number),
        Values.empty());
  }

  private static NodeMark mark(long time) {
    return new NodeMark("collector", "n7", time, 15_000);
  }

  /** Kafka's own stand-in, which here can also refuse. */
  private static final class FlakyProducer extends MockProducer<String, SampleRecord> {
    private volatile int failNext;
    private final List<SampleRecord> delivered = new CopyOnWriteArrayList<>();

    FlakyProducer() {
      super(true, null, new StringSerializer(), Topics.SAMPLES.serializer());
    }

    @Override
    public Future<RecordMetadata> send(
        ProducerRecord<String, SampleRecord> record, Callback callback) {
      if (failNext > 0) {
        failNext--;
        callback.onCompletion(null, new TimeoutException("no leader"));
        return CompletableFuture.failedFuture(new TimeoutException());
      }
      delivered.add(record.value());
      return super.send(record, callback);
    }

    List<SampleRecord> delivered() {
      return delivered;
    }
  }
}
