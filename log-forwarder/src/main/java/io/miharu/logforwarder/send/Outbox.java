package io.miharu.logforwarder.send;

import io.miharu.logforwarder.discovery.LogSource;
import io.miharu.logforwarder.parse.Event;
import io.miharu.model.Read;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * What one file has to send. At most one record is on its way at a time: a failed one is sent again
 * before anything else of the file, so that order holds whatever the brokers refuse. Not
 * thread-safe.
 */
public final class Outbox {
  /** What a line costs besides its text: offsets, times, names; roughly its JSON. */
  private static final int LINE_OVERHEAD = 150;

  private final Encoder encoder;
  private final SendLimits limits;
  private final SendStats stats;
  private final String file;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private final Deque<Parcel> parcels = new ArrayDeque<>();
  private long waitingBytes;
  private long waitingSinceMs;
  private long parcelBytes;
  private boolean onItsWay;
  private long notBeforeMs;
  private long ledger;
  private long ledgerSentMs;
  private boolean closed;

  /**
   * @param file identity of the file
   * @param ledger offset up to which entries were acknowledged
   */
  public Outbox(Encoder encoder, SendLimits limits, SendStats stats, String file, long ledger) {
    this.encoder = encoder;
    this.limits = limits;
    this.stats = stats;
    this.file = file;
    this.ledger = ledger;
  }

  /** Takes a complete event. */
  public void add(Event event, long nowMs) {
    if (waiting.isEmpty()) {
      waitingSinceMs = nowMs;
    }
    waiting.add(event);
    waitingBytes += size(event);
  }

  /** Whether the file may be read on: not while a full batch waits. */
  public boolean hasRoom() {
    return waitingBytes < limits.batchBytes();
  }

  /** Bytes in memory that the broker does not have yet, roughly. */
  public long bytes() {
    return waitingBytes + parcelBytes;
  }

  /** Offset up to which ledger entries were acknowledged. */
  public long ledger() {
    return ledger;
  }

  /** Whether the last ledger entry was acknowledged. */
  public boolean closed() {
    return closed;
  }

  /**
   * The next record to hand over, or null if none is due.
   *
   * @param source whose lines they are
   * @param path of the file, for the ledger
   * @param settledTo offset below which the broker has every event
   * @param ended last known size of the file if nothing more will be read from it, else −1
   */
  @Nullable Parcel next(LogSource source, String path, long settledTo, long ended, long nowMs) {
    if (onItsWay || nowMs < notBeforeMs || closed) {
      return null;
    }
    if (parcels.isEmpty()) {
      fill(source, path, settledTo, ended, nowMs);
    }
    Parcel parcel = parcels.peek();
    onItsWay = parcel != null;
    return parcel;
  }

  /** The record that {@link #next} gave was acknowledged. */
  void acknowledged(Parcel parcel) {
    onItsWay = false;
    parcels.remove();
    parcelBytes -= parcel.value().length;
    stats.records.increment();
    stats.lines.add(parcel.events().size());
    parcel.events().forEach(Event::settle);
    if (parcel.ledgerTo() >= 0) {
      ledger = parcel.ledgerTo();
      closed = parcel.closing();
    }
  }

  /** The record that {@link #next} gave was not delivered: smaller ones, or the same one later. */
  void failed(Parcel parcel, Exception failure, LogSource source, long nowMs) {
    onItsWay = false;
    stats.failures.increment();
    if (failure instanceof RecordTooLargeException && !parcel.events().isEmpty()) {
      parcels.remove();
      parcelBytes -= parcel.value().length;
      List<Parcel> smaller = encoder.split(source, file, parcel);
      for (int i = smaller.size() - 1; i >= 0; i--) {
        parcelBytes += smaller.get(i).value().length;
        parcels.addFirst(smaller.get(i));
      }
    } else {
      notBeforeMs = nowMs + limits.retryMs();
    }
  }

  private void fill(LogSource source, String path, long settledTo, long ended, long nowMs) {
    boolean flush = ended >= 0 || !hasRoom() || nowMs - waitingSinceMs >= limits.batchMs();
    if (settledTo > ledger && nowMs - ledgerSentMs >= limits.ledgerMs()) {
      ledgerSentMs = nowMs;
      addRead(source, path, ledger, settledTo, false);
    } else if (!waiting.isEmpty() && flush) {
      for (Parcel parcel : encoder.encode(source, file, takeBatch(nowMs))) {
        parcels.add(parcel);
        parcelBytes += parcel.value().length;
      }
    } else if (ended >= 0 && waiting.isEmpty()) {
      close(source, path, settledTo, ended);
    }
  }

  /** The last entries: what was not read of the file shows as a gap before the closing one. */
  private void close(LogSource source, String path, long settledTo, long ended) {
    boolean lost = ended > settledTo;
    if (lost && settledTo > ledger) {
      addRead(source, path, ledger, settledTo, false);
    } else {
      addRead(source, path, lost ? ended : ledger, ended, true);
    }
  }

  private List<Event> takeBatch(long nowMs) {
    List<Event> batch = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty()) {
      long size = size(waiting.peek());
      if (bytes > 0 && bytes + size > limits.batchBytes()) {
        break;
      }
      bytes += size;
      batch.add(waiting.remove());
    }
    waitingBytes -= bytes;
    waitingSinceMs = nowMs;
    return batch;
  }

  private void addRead(LogSource source, String path, long from, long to, boolean closing) {
    Read entry =
        new Read(
            source.tenant(),
            source.dimensions(),
            encoder.node(),
            file,
            path,
            from,
            to,
            closing,
            false);
    Parcel parcel = new Parcel(encoder.encode(entry), List.of(), to, closing);
    parcels.add(parcel);
    parcelBytes += parcel.value().length;
  }

  private static long size(Event event) {
    return event.text().length() + LINE_OVERHEAD;
  }
}
