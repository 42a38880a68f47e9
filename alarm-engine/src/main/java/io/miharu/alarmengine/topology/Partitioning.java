package io.miharu.alarmengine.topology;

import io.miharu.model.AlarmInput;
import io.miharu.model.Notification;
import io.miharu.model.TaskMark;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/** Where records go that do not simply follow their key. */
final class Partitioning {
  private Partitioning() {}

  /** For {@code StreamPartitioner}: to every partition. */
  static Optional<Set<Integer>> all(int partitions) {
    return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
  }

  /** Marks go everywhere, all else by its key: the definition. */
  static Optional<Set<Integer>> ofInput(AlarmInput input, int partitions) {
    return input instanceof TaskMark ? all(partitions) : Optional.empty();
  }

  /**
   * By the method, while the key stays the notification's id: then one notifier has all that goes
   * to a receiver, in the order in which its alarms changed. An id always has the same method, so
   * compaction still finds all records of an id in one partition.
   */
  static Optional<Set<Integer>> ofNotification(Notification notification, int partitions) {
    byte[] method = notification.methodId().getBytes(StandardCharsets.UTF_8);
    return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(method)) % partitions));
  }
}
