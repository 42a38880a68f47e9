package io.miharu.logforwarder.parse;

import java.util.concurrent.atomic.LongAdder;

/** What parsing met, since the start. Written by one thread, read by any. */
public final class ParseStats {
  final LongAdder events = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder cut = new LongAdder();
  final LongAdder invalidUtf8 = new LongAdder();

  /** Complete events. */
  public long events() {
    return events.sum();
  }

  /** Bytes of files, with the runtime's framing. */
  public long bytes() {
    return bytes.sum();
  }

  /** Records that are of no known format; their bytes became the text. */
  public long malformed() {
    return malformed.sum();
  }

  /** Events that were longer than the limit. */
  public long cut() {
    return cut.sum();
  }

  /** Sequences that are not UTF-8, each replaced by U+FFFD. */
  public long invalidUtf8() {
    return invalidUtf8.sum();
  }
}
