package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.discovery.LogSource;
import io.miharu.logforwarder.parse.StoreTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The open files of one container, oldest first, and what they share. Not thread-safe. */
final class ContainerLog {
  final StoreTimes storeTimes = new StoreTimes(0);
  final List<TailedFile> files = new ArrayList<>();
  LogSource source;

  ContainerLog(LogSource source) {
    this.source = source;
  }

  void add(TailedFile file) {
    files.add(file);
    sort();
  }

  /** Renames change the order's keys, never the order; new files may come in between. */
  void sort() {
    files.sort(Comparator.comparing(TailedFile::name));
  }

  /** Whether a newer file took over from this one, or is about to. */
  boolean superseded(TailedFile file) {
    return file.name().rotated() || files.indexOf(file) < files.size() - 1;
  }

  /** In memory without the broker having them. */
  long bytesInFlight() {
    long bytes = 0;
    for (TailedFile file : files) {
      bytes += file.bytesInFlight();
    }
    return bytes;
  }
}
