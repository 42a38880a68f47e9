package io.miharu.runtime.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes Kafka clients with the settings that the design relies on: idempotent producers that wait
 * for all replicas, consumers that read only what was committed and never commit by themselves,
 * streams that process exactly once and are back within seconds of a restart.
 */
public final class KafkaClients {
  /** Until when a stopped member's partitions stay with it: decides how long a crash is felt. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  private final KafkaConfig config;

  public KafkaClients(KafkaConfig config) {
    this.config = config;
  }

  /** The brokers, for messages. */
  public String bootstrap() {
    return config.bootstrap();
  }

  public TopicConfig topics() {
    return config.topics();
  }

  public Admin admin() {
    return Admin.create(common());
  }

  /**
   * An idempotent producer. A failed send was not delivered: keep the record and send it again.
   *
   * @param clientId names it in the broker's logs and metrics
   * @param overrides settings that win over ours
   */
  public <T> Producer<String, T> producer(
      String clientId, Topic<T> topic, Map<String, Object> overrides) {
    Map<String, Object> properties = producerProperties(clientId);
    properties.putAll(overrides);
    return new KafkaProducer<>(properties, new StringSerializer(), topic.serializer());
  }

  /** A producer of bytes that are encoded already; see {@link #producer}. */
  public Producer<byte[], byte[]> byteProducer(String clientId, Map<String, Object> overrides) {
    Map<String, Object> properties = producerProperties(clientId);
    properties.putAll(overrides);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * A consumer of raw bytes, so that a record which cannot be decoded is the caller's to handle and
   * does not stop the poll. Reads committed records, from the beginning where no offset is known.
   *
   * @param clientId names it in the broker's logs and metrics
   * @param overrides settings that win over ours; {@code group.id} for a member of a group
   */
  public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> overrides) {
    Map<String, Object> properties = common();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 3);
    properties.putAll(overrides);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Settings for a Kafka Streams application. A static member with a short session: its first
   * record after a restart comes in seconds, where the defaults take 40 s.
   *
   * @param applicationId prefix of its consumer group, its changelogs and its transactions
   * @param instanceId stable over restarts and unique among the instances of the application
   * @param stateDirectory of this instance alone
   */
  public Properties streams(String applicationId, String instanceId, Path stateDirectory) {
    Properties properties = new Properties();
    properties.putAll(common());
    properties.put("application.id", applicationId);
    properties.put("client.id", applicationId + "-" + instanceId);
    properties.put("state.dir", stateDirectory.toString());
    properties.put("processing.guarantee", "exactly_once_v2");
    properties.put("commit.interval.ms", 100);
    properties.put("statestore.cache.max.bytes", 0);
    properties.put("replication.factor", (int) config.topics().replication());
    properties.put("ensure.explicit.internal.resource.naming", true);
    properties.put("errors.dead.letter.queue.topic.name", Topics.DEAD_LETTERS);
    properties.put(
        "deserialization.exception.handler",
        "org.apache.kafka.streams.errors.LogAndContinueExceptionHandler");
    properties.put("main.consumer.group.instance.id", instanceId);
    properties.put("main.consumer.session.timeout.ms", SESSION_TIMEOUT_MS);
    properties.put("main.consumer.heartbeat.interval.ms", SESSION_TIMEOUT_MS / 3);
    properties.put("main.consumer.auto.offset.reset", "earliest");
    properties.put("producer.linger.ms", 0);
    properties.put("producer.compression.type", "lz4");
    properties.put("topology.optimization", "none");
    return properties;
  }

  private Map<String, Object> producerProperties(String clientId) {
    Map<String, Object> properties = common();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return properties;
  }

  private Map<String, Object> common() {
    Map<String, Object> properties = new HashMap<>(config.properties());
    properties.put("bootstrap.servers", config.bootstrap());
    return properties;
  }
}
