package io.miharu.logforwarder.send;

import io.miharu.logforwarder.discovery.LogSource;
import io.miharu.model.LogRecord;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the records of all files over and brings the outcomes back to the thread that reads. All
 * methods belong to that thread, but for {@link #problem()}.
 */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Publisher publisher;
  private final Encoder encoder;
  private final SendLimits limits;
  private final BlockingQueue<LongConsumer> outcomes = new LinkedBlockingQueue<>();
  private long pausedUntilMs = Long.MIN_VALUE;
  private boolean markOnItsWay;
  private volatile @Nullable String problem;

  public Dispatcher(Publisher publisher, Encoder encoder, SendLimits limits) {
    this.publisher = publisher;
    this.encoder = encoder;
    this.limits = limits;
  }

  /** Why nothing could be delivered last, or null while all is well. From any thread. */
  public @Nullable String problem() {
    return problem;
  }

  /** Hands over what is due of one file; see {@link Outbox#next}. */
  public void pump(
      Outbox outbox, LogSource source, String path, long settledTo, long ended, long nowMs) {
    if (nowMs < pausedUntilMs) {
      return;
    }
    Parcel parcel = outbox.next(source, path, settledTo, ended, nowMs);
    if (parcel != null) {
      publisher.publish(
          parcel.value(),
          failure ->
              outcomes.add(
                  outcomeMs -> {
                    if (failure == null) {
                      outbox.acknowledged(parcel);
                      delivered();
                    } else {
                      outbox.failed(parcel, failure, source, outcomeMs);
                      notDelivered(failure, outcomeMs);
                    }
                  }));
    }
  }

  /** Hands over a mark, unless the one before is still on its way. */
  public void mark(LogRecord mark, long nowMs) {
    if (markOnItsWay || nowMs < pausedUntilMs) {
      return;
    }
    markOnItsWay = true;
    publisher.publish(
        encoder.encode(mark),
        failure ->
            outcomes.add(
                outcomeMs -> {
                  markOnItsWay = false;
                  if (failure != null) {
                    notDelivered(failure, outcomeMs);
                  }
                }));
  }

  /** Deals with the outcomes that have come in, after waiting for one if none has. */
  public void settle(long waitMs, long nowMs) throws InterruptedException {
    LongConsumer outcome = waitMs > 0 ? outcomes.poll(waitMs, TimeUnit.MILLISECONDS) : null;
    for (; outcome != null || (outcome = outcomes.poll()) != null; outcome = null) {
      outcome.accept(nowMs);
    }
  }

  private void delivered() {
    if (problem != null) {
      problem = null;
      LOG.info("Kafka takes log records again");
    }
  }

  private void notDelivered(Exception failure, long nowMs) {
    if (failure instanceof RecordTooLargeException) {
      LOG.debug("A record was refused for its size and is sent in parts", failure);
      return;
    }
    pausedUntilMs = nowMs + limits.retryMs();
    if (problem == null) {
      LOG.warn(
          "Kafka does not take log records ({}): they stay in their files and are sent later",
          failure.toString());
    }
    problem = failure.toString();
  }
}
