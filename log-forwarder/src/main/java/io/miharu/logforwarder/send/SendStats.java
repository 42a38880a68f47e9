package io.miharu.logforwarder.send;

import java.util.concurrent.atomic.LongAdder;

/** What sending met, since the start. Written by one thread, read by any. */
public final class SendStats {
  final LongAdder records = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder cut = new LongAdder();
  final LongAdder lines = new LongAdder();

  /** Acknowledged records of any kind. */
  public long records() {
    return records.sum();
  }

  /** Sends that failed and were or will be repeated. */
  public long failures() {
    return failures.sum();
  }

  /** Lines cut because a record of that size is refused. */
  public long cut() {
    return cut.sum();
  }

  /** Acknowledged lines. */
  public long lines() {
    return lines.sum();
  }
}
