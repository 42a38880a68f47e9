package io.miharu.stream.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one consumer: hands records to the lanes, pauses the partitions of a lane that is
 * full, and commits what is stored. Everything but {@link #wakeup} and {@link #partitions} belongs
 * to the polling thread.
 */
final class SinkPoll implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(SinkPoll.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long HOUSEKEEPING_NS = Duration.ofMillis(500).toNanos();
  private static final Duration DRAIN = Duration.ofSeconds(3);
  private static final Duration HAND_OVER = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final List<Lane> lanes;
  private final SinkMeters meters;

  /** By partition the offset behind the last record that was read. */
  private final Map<TopicPartition, Long> read = new HashMap<>();

  /** By partition the offset of the first record that was read. */
  private final Map<TopicPartition, Long> begun = new HashMap<>();

  /** By partition the offset behind the last record that was stored. */
  private final Map<TopicPartition, Long> stored = new HashMap<>();

  private final Set<TopicPartition> paused = new HashSet<>();
  private volatile int partitions;

  SinkPoll(Consumer<byte[], byte[]> consumer, List<Lane> lanes, SinkMeters meters) {
    this.consumer = consumer;
    this.lanes = lanes;
    this.meters = meters;
  }

  int partitions() {
    return partitions;
  }

  void wakeup() {
    consumer.wakeup();
  }

  /**
   * Polls until told to stop.
   *
   * @throws KafkaException if this consumer cannot go on
   */
  void run(CountDownLatch closing) {
    consumer.subscribe(RecordReader.topics(), this);
    long housekeptNs = System.nanoTime();
    try {
      while (closing.getCount() > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          begun.putIfAbsent(partition, record.offset());
          read.put(partition, record.offset() + 1);
          lane(partition).add(record);
        }
        pauseAndResume();
        if (System.nanoTime() - housekeptNs >= HOUSEKEEPING_NS) {
          housekeptNs = System.nanoTime();
          commitStored();
          measureLag();
        }
      }
    } catch (WakeupException e) {
      // Closing.
    } finally {
      handOver();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    partitions = assigned.size();
    LOG.info("The sink reads {} partitions", assigned.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    handOver();
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    abandon();
  }

  /** Stores and commits what can be within a few seconds, and drops the rest. */
  private void handOver() {
    long deadlineNs = System.nanoTime() + DRAIN.toNanos();
    for (Lane lane : lanes) {
      lane.drain(left(deadlineNs));
      lane.takeStored(stored);
    }
    try {
      if (!stored.isEmpty()) {
        consumer.commitSync(offsets(stored), DRAIN);
      }
    } catch (KafkaException e) {
      LOG.info("Offsets not committed, records will be stored again: {}", e.toString());
    }
    abandon();
  }

  private void abandon() {
    lanes.forEach(Lane::abandon);
    long deadlineNs = System.nanoTime() + HAND_OVER.toNanos();
    lanes.forEach(lane -> lane.awaitIdle(left(deadlineNs)));
    begun.clear();
    read.clear();
    stored.clear();
    paused.clear();
    partitions = 0;
  }

  private static Duration left(long deadlineNs) {
    return Duration.ofNanos(Math.max(0, deadlineNs - System.nanoTime()));
  }

  private Lane lane(TopicPartition partition) {
    return lanes.get(Math.floorMod(partition.hashCode(), lanes.size()));
  }

  private void pauseAndResume() {
    Set<TopicPartition> full = new HashSet<>();
    for (TopicPartition partition : consumer.assignment()) {
      if (lane(partition).isFull()) {
        full.add(partition);
      }
    }
    if (!full.equals(paused)) {
      paused.removeAll(full);
      consumer.resume(paused);
      consumer.pause(full);
      paused.clear();
      paused.addAll(full);
    }
  }

  private void commitStored() {
    Map<TopicPartition, Long> fresh = new HashMap<>();
    lanes.forEach(lane -> lane.takeStored(fresh));
    if (!fresh.isEmpty()) {
      stored.putAll(fresh);
      consumer.commitAsync(
          offsets(fresh),
          (offsets, error) -> {
            if (error != null) {
              LOG.debug("Offsets not committed; a later commit covers them", error);
            }
          });
    }
  }

  private void measureLag() {
    Map<String, Long> byTopic = new HashMap<>();
    RecordReader.topics().forEach(topic -> byTopic.put(topic, 0L));
    for (TopicPartition partition : consumer.assignment()) {
      long behind = consumer.currentLag(partition).orElse(0);
      Long readTo = read.get(partition);
      if (readTo != null) {
        behind += readTo - stored.getOrDefault(partition, begun.getOrDefault(partition, readTo));
      }
      byTopic.merge(partition.topic(), behind, Long::sum);
    }
    byTopic.forEach(meters::lag);
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Long> next) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    return offsets;
  }
}
