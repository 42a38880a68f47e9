package io.miharu.logforwarder;

import io.miharu.logforwarder.checkpoint.Checkpoint;
import io.miharu.logforwarder.checkpoint.CheckpointStore;
import io.miharu.logforwarder.send.Dispatcher;
import io.miharu.logforwarder.tail.Tailer;
import io.miharu.model.NodeMark;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread's work: look, read, send, mark, keep the checkpoint; again and again. */
final class ForwardingLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardingLoop.class);

  /** Between two scans, marks and checkpoints, in ms. */
  private static final long PERIOD_MS = 1_000;

  /** How long to wait for outcomes when no file has more, in ms: how late a new line is seen. */
  private static final long IDLE_MS = 50;

  private final Tailer tailer;
  private final Dispatcher dispatcher;
  private final CheckpointStore store;
  private final Clock clock;
  private final String node;
  private volatile boolean stopping;
  private volatile long checkpointMs;
  private volatile @Nullable String checkpointProblem;
  private volatile @Nullable String defect;
  private Checkpoint written = Checkpoint.of(List.of());
  private long nextPeriodMs = Long.MIN_VALUE;
  private long markedThrough = Long.MIN_VALUE;

  ForwardingLoop(
      Tailer tailer, Dispatcher dispatcher, CheckpointStore store, Clock clock, String node) {
    this.tailer = tailer;
    this.dispatcher = dispatcher;
    this.store = store;
    this.clock = clock;
    this.node = node;
    this.checkpointMs = clock.millis();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        boolean busy = guardedStep();
        dispatcher.settle(busy ? 0 : IDLE_MS, clock.millis());
      }
      dispatcher.settle(IDLE_MS, clock.millis());
      keepCheckpoint(clock.millis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tailer.close();
    }
  }

  /** Lets {@link #run} return after its current step. */
  void stop() {
    stopping = true;
  }

  /** Since when positions are on disk as they were then, in ms since the epoch. */
  long checkpointMs() {
    return checkpointMs;
  }

  /** What the last round failed on, or null. */
  @Nullable String defect() {
    return defect;
  }

  /** Why the checkpoint cannot be written, or null. */
  @Nullable String checkpointProblem() {
    return checkpointProblem;
  }

  /** A defect in one place must not end the reading of everything; it shows in the health. */
  private boolean guardedStep() {
    try {
      boolean busy = step();
      defect = null;
      return busy;
    } catch (RuntimeException e) {
      if (defect == null) {
        LOG.error("Reading logs met a defect; going on with the next round", e);
      }
      defect = e.toString();
      return false;
    }
  }

  /** One round over all files; returns whether there was something to read. */
  private boolean step() {
    long now = clock.millis();
    if (now >= nextPeriodMs || now < nextPeriodMs - 2 * PERIOD_MS) {
      nextPeriodMs = now + PERIOD_MS;
      // The mark before the scan: files were looked at many times since the scan that it speaks of.
      mark(now);
      keepCheckpoint(now);
      tailer.scan(now);
    }
    return tailer.round(now);
  }

  private void mark(long nowMs) {
    OptionalLong through = tailer.completeThrough();
    if (through.isPresent()) {
      markedThrough = Math.max(markedThrough, through.getAsLong());
    }
    if (markedThrough != Long.MIN_VALUE) {
      dispatcher.mark(new NodeMark(LogForwarder.NAME, node, markedThrough, 0), nowMs);
    }
  }

  private void keepCheckpoint(long nowMs) {
    Checkpoint checkpoint = tailer.checkpoint();
    try {
      if (!checkpoint.equals(written)) {
        store.write(checkpoint);
        written = checkpoint;
      }
      checkpointMs = nowMs;
      if (checkpointProblem != null) {
        checkpointProblem = null;
        LOG.info("The checkpoint can be written again");
      }
    } catch (IOException e) {
      if (checkpointProblem == null) {
        LOG.error(
            "Cannot write the checkpoint ({}): a restart would send lines again", e.toString());
      }
      checkpointProblem = e.toString();
    }
  }
}
