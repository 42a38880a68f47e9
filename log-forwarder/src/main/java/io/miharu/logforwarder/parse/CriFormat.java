package io.miharu.logforwarder.parse;

/**
 * The format that containerd and CRI-O write: {@code RFC3339Nano SP stream SP tags SP content},
 * where the first of the tags (a list with colons) is P for a part of a line and F for its end.
 */
final class CriFormat implements RecordFormat {
  /** Bytes of {@code stdout} and {@code stderr}. */
  private static final int STREAM_LENGTH = 6;

  private final TimestampParser timestamps = new TimestampParser();

  @Override
  public boolean parse(byte[] bytes, int from, int to, Fragment out) {
    int at = timestamps.parse(bytes, from, to);
    if (at < 0 || at + STREAM_LENGTH + 3 > to || bytes[at] != ' ') {
      return false;
    }
    at++;
    if (bytes[at] != 's' || bytes[at + 1] != 't' || bytes[at + 2] != 'd') {
      return false;
    }
    if (bytes[at + 3] == 'o' && bytes[at + 4] == 'u' && bytes[at + 5] == 't') {
      out.stream = LogStream.STDOUT;
    } else if (bytes[at + 3] == 'e' && bytes[at + 4] == 'r' && bytes[at + 5] == 'r') {
      out.stream = LogStream.STDERR;
    } else {
      return false;
    }
    at += STREAM_LENGTH;
    if (bytes[at] != ' ' || (bytes[at + 1] != 'F' && bytes[at + 1] != 'P')) {
      return false;
    }
    out.partial = bytes[at + 1] == 'P';
    at += 2;
    while (at < to && bytes[at] != ' ') {
      at++;
    }
    out.bytes = bytes;
    out.from = Math.min(at + 1, to);
    out.to = to;
    out.time = timestamps.timeNs();
    return true;
  }
}
