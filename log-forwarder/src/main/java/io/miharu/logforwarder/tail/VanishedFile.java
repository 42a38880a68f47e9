package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.checkpoint.FileCheckpoint;
import io.miharu.logforwarder.discovery.LogSource;
import io.miharu.logforwarder.send.Dispatcher;
import io.miharu.logforwarder.send.Outbox;

/**
 * A file that a checkpoint knows and that is no longer there: only its ledger is to be closed.
 *
 * @param checkpoint its last
 * @param source whose lines it held
 * @param outbox for the ledger entries
 */
record VanishedFile(FileCheckpoint checkpoint, LogSource source, Outbox outbox) {
  void pump(Dispatcher dispatcher, long nowMs) {
    if (!finished()) {
      long size = Math.max(checkpoint.size(), checkpoint.offset());
      dispatcher.pump(outbox, source, checkpoint.path(), checkpoint.offset(), size, nowMs);
    }
  }

  boolean finished() {
    return outbox.closed();
  }
}
