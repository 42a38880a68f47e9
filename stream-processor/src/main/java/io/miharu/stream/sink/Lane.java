package io.miharu.stream.sink;

import io.miharu.store.RecordEncoder;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One writer: takes the records of some partitions, encodes and writes them batch after batch on a
 * thread of its own. One batch at a time, so that of two points with the same series and timestamp
 * the later one stays. Thread-safe.
 */
final class Lane implements AutoCloseable {
  private final SinkConfig config;
  private final Delivery delivery;
  private final StoreGate gate;
  private final RecordEncoder encoder;
  private final SinkMeters meters;
  private final Clock clock;
  private final Thread thread;
  private final Inbox inbox = new Inbox();
  private volatile boolean closed;

  /** Of this lane's thread alone. */
  private final Flight flight = new Flight();

  private int generation;

  Lane(
      String name,
      SinkConfig config,
      Delivery delivery,
      StoreGate gate,
      RecordEncoder encoder,
      SinkMeters meters,
      Clock clock) {
    this.config = config;
    this.delivery = delivery;
    this.gate = gate;
    this.encoder = encoder;
    this.meters = meters;
    this.clock = clock;
    this.thread = new Thread(this::run, name);
    // A write that hangs in a socket cannot be interrupted, and must not keep the JVM alive.
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Where the lane's records go to and its completed offsets come from. */
  Inbox inbox() {
    return inbox;
  }

  /** Whether enough is waiting, so that its partitions should pause. */
  boolean isFull() {
    return inbox.bytes() >= config.readAheadBytes();
  }

  /** Drops what is not stored: its partitions go elsewhere, or are read again. */
  void abandon() {
    inbox.abandon(thread::interrupt);
  }

  /** Stops for good; what is not stored is dropped. Returns at once. */
  @Override
  public void close() {
    closed = true;
    abandon();
    thread.interrupt();
  }

  private void run() {
    boolean prepared = false;
    while (!closed) {
      try {
        if (!prepared) {
          delivery.awaitStore();
          prepared = true;
        }
        writeNextBatch();
      } catch (InterruptedException e) {
        // Closed, or the batch was abandoned.
      }
    }
  }

  private void writeNextBatch() throws InterruptedException {
    int begun = inbox.begin();
    boolean delivered = false;
    try {
      fill(begun);
      delivery.deliver(flight);
      while (generation != gate.generation()) {
        announceAgain();
        delivery.deliver(flight);
      }
      delivered = true;
    } finally {
      boolean counted = inbox.end(begun, delivered ? flight.nextOffsets() : Map.of());
      if (!delivered || !counted) {
        // What was announced may not have been stored.
        encoder.forgetSeries();
      }
      flight.clear();
    }
  }

  private void fill(int begun) throws InterruptedException {
    if (generation != gate.generation()) {
      generation = gate.generation();
      encoder.forgetSeries();
    }
    long deadlineNs = System.nanoTime() + config.batchTime().toNanos();
    while (flight.lines().count() < config.batchLines()
        && flight.lines().bytes() < config.batchBytes()) {
      ConsumerRecord<byte[], byte[]> record = inbox.next(begun, deadlineNs);
      if (record == null) {
        return;
      }
      flight.begin(record);
      encode(record);
    }
  }

  private void encode(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    try {
      meters.expired(RecordReader.encode(record, encoder, clock.millis(), flight.lines()));
    } catch (RuntimeException e) {
      flight.lines().dropUnfinished();
      delivery.putAside(record, e);
    }
  }

  /** The store lost what it had, so the flight must bring its series too. */
  private void announceAgain() {
    generation = gate.generation();
    encoder.forgetSeries();
    flight.encodeAgain(this::encodeKnown);
  }

  private void encodeKnown(ConsumerRecord<byte[], byte[]> record) {
    try {
      RecordReader.encode(record, encoder, clock.millis(), flight.lines());
    } catch (RuntimeException e) {
      // Counted and put aside when it was met first.
      flight.lines().dropUnfinished();
    }
  }
}
