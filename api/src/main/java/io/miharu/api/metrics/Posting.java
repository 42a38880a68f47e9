package io.miharu.api.metrics;

import io.miharu.api.http.ApiException;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.model.PostedRecord;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts posted metrics into Kafka and returns when the broker has all of them. Thread-safe. */
public final class Posting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Posting.class);
  private static final String NAME = "posting";

  /** How long a client waits at most before it is told that Kafka is away. */
  private static final int LIMIT_MS = 10_000;

  private static final Map<String, Object> PRODUCER_SETTINGS =
      Map.of(
          "max.block.ms", LIMIT_MS / 2,
          "request.timeout.ms", LIMIT_MS / 2 - 500,
          "delivery.timeout.ms", LIMIT_MS / 2);

  private final Producer<String, PostedRecord> producer;
  private volatile @Nullable String failure;

  public Posting(KafkaClients clients) {
    this.producer = clients.producer("api-posted", Topics.POSTED, PRODUCER_SETTINGS);
  }

  /**
   * Sends metrics and waits for the acknowledgement of every one. If some of them are not
   * acknowledged the client sends all of them again; the last write wins, so that does no harm.
   *
   * @throws ApiException 503 if Kafka does not acknowledge, 413 if one metric is larger than a
   *     record may be
   */
  public void post(String tenant, List<PostedMetric> metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    try {
      List<Future<RecordMetadata>> sends = new ArrayList<>();
      byPartition(tenant, metrics)
          .forEach(
              (partition, share) -> {
                for (PostedMetrics record : RecordSplit.split(tenant, share)) {
                  sends.add(
                      producer.send(
                          new ProducerRecord<>(Topics.POSTED.name(), partition, tenant, record)));
                }
              });
      for (Future<RecordMetadata> send : sends) {
        send.get();
      }
      working();
    } catch (KafkaException e) {
      throw refusal(e);
    } catch (ExecutionException e) {
      throw refusal(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Whether the last thing that was posted arrived. Only ever degraded: an instance that is left
   * out of service would never learn that Kafka is back.
   */
  public Check health() {
    String problem = failure;
    return problem == null
        ? Check.ok(NAME, "posted metrics are acknowledged")
        : Check.degraded(NAME, problem);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private Map<Integer, List<PostedMetric>> byPartition(String tenant, List<PostedMetric> metrics) {
    int partitions = producer.partitionsFor(Topics.POSTED.name()).size();
    Map<Integer, List<PostedMetric>> shares = new TreeMap<>();
    for (PostedMetric metric : metrics) {
      shares
          .computeIfAbsent(
              SeriesPartition.of(tenant, metric, partitions), partition -> new ArrayList<>())
          .add(metric);
    }
    return shares;
  }

  private ApiException refusal(Throwable cause) {
    if (cause instanceof RecordTooLargeException) {
      return ApiException.tooLarge("One metric is larger than a Kafka record may be: " + cause);
    }
    if (failure == null) {
      LOG.warn("Kafka does not acknowledge posted metrics, clients get 503: {}", cause.toString());
    }
    failure = "posted metrics are not acknowledged: " + cause;
    return ApiException.unavailable(
        "Kafka did not acknowledge the metrics: send all of them again later", cause);
  }

  private void working() {
    if (failure != null) {
      failure = null;
      LOG.info("Kafka acknowledges posted metrics again");
    }
  }
}
