package io.miharu.runtime.kafka;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.miharu.runtime.StartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * Makes missing topics, checks existing ones, and waits until every partition has a leader: a
 * producer that sends before that can lose records (KAFKA-15591).
 */
public final class TopicCreation {
  private static final RetryPolicy<Object> UNTIL_LEADERS =
      RetryPolicy.builder()
          .handle(ExecutionException.class)
          .withDelay(Duration.ofMillis(100))
          .withMaxAttempts(-1)
          .withMaxDuration(Duration.ofSeconds(60))
          .build();

  private final Admin admin;
  private final TopicConfig config;

  public TopicCreation(Admin admin, TopicConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Brings the topics into being; those that exist are left as they are.
   *
   * @return how many were made
   * @throws StartException if one exists with another number of partitions than the others need, or
   *     the brokers cannot be reached
   */
  public int apply(List<Topic<?>> topics) {
    try {
      Set<String> existing = names();
      List<NewTopic> missing = new ArrayList<>();
      for (Topic<?> topic : topics) {
        if (!existing.contains(topic.name())) {
          missing.add(newTopic(topic));
        }
      }
      create(missing);
      checkPartitions(topics);
      return missing.size();
    } catch (ExecutionException e) {
      throw new StartException("Cannot create topics: " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while creating topics", e);
    }
  }

  private void create(List<NewTopic> missing) throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private NewTopic newTopic(Topic<?> topic) {
    Map<String, String> settings = new HashMap<>(topic.kind().settings(config));
    settings.put("message.timestamp.type", "LogAppendTime");
    return new NewTopic(topic.name(), partitions(topic), config.replication()).configs(settings);
  }

  private int partitions(Topic<?> topic) {
    return topic.fixedPartitions() > 0 ? topic.fixedPartitions() : config.partitions();
  }

  /**
   * Checks that the topics exist, have the expected number of partitions, and have leaders.
   *
   * @throws StartException naming every difference, or if the brokers cannot be reached
   */
  public void check(List<Topic<?>> topics) {
    Set<String> existing = names();
    List<String> missing =
        topics.stream().map(Topic::name).filter(name -> !existing.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new StartException(
          "Missing topics: " + String.join(", ", missing) + ". `miharu topics apply` makes them.");
    }
    checkPartitions(topics);
  }

  private Set<String> names() {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new StartException("Cannot reach Kafka: " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while listing topics", e);
    }
  }

  private void checkPartitions(List<Topic<?>> topics) {
    Map<String, TopicDescription> descriptions =
        retrying(
            () ->
                admin
                    .describeTopics(topics.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get());
    List<String> problems = new ArrayList<>();
    Set<TopicPartition> partitions = new HashSet<>();
    for (Topic<?> topic : topics) {
      int found = partitionsOf(descriptions, topic);
      if (found != partitions(topic)) {
        problems.add(topic.name() + " has " + found + " partitions, expected " + partitions(topic));
      }
      for (int i = 0; i < found; i++) {
        partitions.add(new TopicPartition(topic.name(), i));
      }
    }
    if (!problems.isEmpty()) {
      throw new StartException(
          String.join("; ", problems)
              + ". Set miharu.kafka.topics.partitions to what the topics have, or delete them.");
    }
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    retrying(() -> admin.listOffsets(latest).all().get());
  }

  private static int partitionsOf(Map<String, TopicDescription> descriptions, Topic<?> topic) {
    TopicDescription description = descriptions.get(topic.name());
    return description == null ? 0 : description.partitions().size();
  }

  /** What the client library wrapped. */
  private static @Nullable String reason(Exception wrapper) {
    Throwable cause = wrapper.getCause();
    return cause == null ? wrapper.getMessage() : cause.getMessage();
  }

  private static <T> T retrying(CheckedSupplier<T> call) {
    try {
      return Failsafe.with(UNTIL_LEADERS).get(call);
    } catch (FailsafeException e) {
      throw new StartException("Topics have no leader after 60 s: " + reason(e), e);
    }
  }
}
