package io.miharu.logforwarder.parse;

/**
 * One record of a log file as slices of a buffer: reused from record to record, so that parsing
 * allocates nothing for it. Valid until the next record is parsed.
 */
final class Fragment {
  byte[] bytes = new byte[0];

  /** Content within {@link #bytes}, without the line's end. */
  int from;

  int to;

  /** In ns since the epoch. */
  long time;

  LogStream stream = LogStream.STDOUT;

  /** Whether the line goes on in a later record of the same stream. */
  boolean partial;
}
