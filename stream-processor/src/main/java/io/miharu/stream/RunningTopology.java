package io.miharu.stream;

import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology at work. A thread that fails is replaced: its open transaction is taken back, its
 * state rebuilt and its input read again, so that nothing is counted twice.
 */
final class RunningTopology implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningTopology.class);
  private static final String APPLICATION_ID = "miharu-stream-processor";
  private static final String CHECK = "streams";
  private static final long RETRY_MS = 1_000;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaStreams streams;
  private final AtomicInteger restoring = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable String failure;

  RunningTopology(StreamProcessorConfig config, KafkaClients clients, Topology topology) {
    Properties properties = clients.streams(APPLICATION_ID, config.instanceId(), config.stateDir());
    properties.put("num.stream.threads", config.threads());
    this.streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(this::replaceThread);
    streams.setGlobalStateRestoreListener(new Restoring());
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING && failure != null) {
            LOG.info("The topology runs again");
            failure = null;
          }
        });
  }

  void start() {
    streams.start();
  }

  Check health() {
    KafkaStreams.State state = streams.state();
    int stores = restoring.get();
    if (state == KafkaStreams.State.RUNNING) {
      return Check.ok(CHECK, "running");
    }
    String doing = stores > 0 ? state + ", rebuilding " + stores + " state stores" : "" + state;
    String problem = failure;
    return Check.notReady(CHECK, problem == null ? doing : doing + ": " + problem);
  }

  @Override
  public void close() {
    closing.countDown();
    streams.close(CLOSE);
  }

  private StreamThreadExceptionResponse replaceThread(Throwable error) {
    LOG.error("A stream thread failed and is replaced", error);
    failure = error.toString();
    try {
      // Runs on the failed thread: paces what would fail again at once.
      closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private final class Restoring implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
      restoring.incrementAndGet();
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {
      // Only the number of stores is told.
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
      restoring.decrementAndGet();
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
      restoring.decrementAndGet();
    }
  }
}
