package io.miharu.standalone.status;

import io.miharu.runtime.kafka.Topics;
import io.miharu.standalone.status.Status.Hop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka how far each of Miharu's consumer groups is behind the ends of the topics it reads.
 */
final class HopLags {
  /** Consumer groups and how people call them. */
  private static final Map<String, String> READERS =
      Map.of(
          "miharu-stream-processor", "stream-processor",
          "miharu-sink", "sink",
          "miharu-alarm-engine", "alarm-engine");

  private static final String OURS = "miharu.";

  private final Admin admin;

  HopLags(Admin admin) {
    this.admin = admin;
  }

  /** One row for each topic and reader, in the order of the data's way. */
  List<Hop> hops() throws ExecutionException, InterruptedException {
    List<Hop> hops = new ArrayList<>();
    for (Map.Entry<String, String> reader : new TreeMap<>(READERS).entrySet()) {
      hops.addAll(ofGroup(reader.getKey(), reader.getValue()));
    }
    List<String> order = new ArrayList<>();
    Topics.all().forEach(topic -> order.add(topic.name()));
    hops.removeIf(hop -> !order.contains(hop.topic()));
    hops.sort(
        (a, b) ->
            a.topic().equals(b.topic())
                ? a.reader().compareTo(b.reader())
                : Integer.compare(order.indexOf(a.topic()), order.indexOf(b.topic())));
    return hops;
  }

  /** How many records a topic holds. */
  long size(String topic) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
    TopicDescription description =
        Objects.requireNonNull(
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    description
        .partitions()
        .forEach(
            partition -> {
              latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
              earliest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.earliest());
            });
    return sum(admin.listOffsets(latest).all().get())
        - sum(admin.listOffsets(earliest).all().get());
  }

  private List<Hop> ofGroup(String group, String reader)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    committed.keySet().stream()
        .filter(partition -> partition.topic().startsWith(OURS))
        .forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> latest = admin.listOffsets(ends).all().get();
    Map<String, Long> behind = new HashMap<>();
    latest.forEach(
        (partition, end) ->
            behind.merge(
                partition.topic(), lag(end.offset(), committed.get(partition)), Long::sum));
    return behind.entrySet().stream()
        .map(entry -> new Hop(entry.getKey(), reader, entry.getValue()))
        .toList();
  }

  private static long lag(long end, @Nullable OffsetAndMetadata committed) {
    return committed == null ? end : Math.max(0, end - committed.offset());
  }

  private static long sum(Map<TopicPartition, ListOffsetsResultInfo> offsets) {
    return offsets.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }
}
