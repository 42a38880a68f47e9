package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.checkpoint.Checkpoint;
import io.miharu.logforwarder.checkpoint.FileCheckpoint;
import io.miharu.logforwarder.checkpoint.FileIdentity;
import io.miharu.logforwarder.discovery.FoundFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is remembered of files that are not open: those from before a restart, and those that were
 * read to their end and still exist. Not thread-safe.
 */
final class KnownFiles {
  /**
   * Scans that may miss a file before it counts as deleted: a listing during a rename can show
   * neither name, and forgetting a file means reading it again.
   */
  private static final int MISSES_ALLOWED = 5;

  /** Read to the end and closed. */
  private final Map<Place, FileCheckpoint> done = new HashMap<>();

  private final Map<Place, Integer> misses = new HashMap<>();

  /** From before the restart, by first generation; taken out as files are found. */
  private final Map<FileIdentity, FileCheckpoint> earlier = new HashMap<>();

  /** Emptied in place, to tell what came after from what was before. */
  private final Map<Place, FileIdentity> emptied = new HashMap<>();

  KnownFiles(Checkpoint checkpoint) {
    for (FileCheckpoint file : checkpoint.files()) {
      earlier.merge(file.identity().firstGeneration(), file, KnownFiles::later);
    }
  }

  /** Whether the file is done and looks as it did then. */
  boolean unchanged(FoundFile found) {
    FileCheckpoint file = done.get(Place.of(found));
    return file != null
        && file.path().equals(found.path().toString())
        && file.size() == found.size();
  }

  /**
   * Where reading of a file ended, taken out of memory; empty for a file that was never read.
   *
   * @param seen its place and beginning
   * @param size in bytes; a shorter file than was read is another one
   */
  Optional<FileCheckpoint> take(FileIdentity seen, long size) {
    FileCheckpoint finished = done.remove(Place.of(seen));
    FileCheckpoint before = earlier.remove(seen);
    for (FileCheckpoint file : new FileCheckpoint[] {finished, before}) {
      if (file != null && file.identity().firstGeneration().equals(seen)) {
        if (file.offset() <= size) {
          return Optional.of(file);
        }
        emptied(file.identity());
      }
    }
    return Optional.empty();
  }

  /** The identity of a file that was never read, told apart from an emptied one like it. */
  FileIdentity fresh(FileIdentity seen) {
    FileIdentity last = emptied.get(Place.of(seen));
    return last != null && last.firstGeneration().equals(seen) ? last.nextGeneration() : seen;
  }

  void done(FileCheckpoint file) {
    done.put(Place.of(file.identity()), file);
  }

  void emptied(FileIdentity identity) {
    emptied.put(Place.of(identity), identity);
  }

  /** Forgets files that several scans in a row did not see. */
  void scanned(Set<Place> present) {
    misses.keySet().removeAll(present);
    done.keySet()
        .removeIf(
            place ->
                !present.contains(place) && misses.merge(place, 1, Integer::sum) > MISSES_ALLOWED);
    misses.keySet().retainAll(done.keySet());
    emptied.keySet().retainAll(present);
  }

  /** Files from before the restart that no scan has seen yet and that were not read to the end. */
  List<FileCheckpoint> missing() {
    return earlier.values().stream().filter(file -> !file.done()).toList();
  }

  /** Forgets files from before the restart that were done; they have had time to show up. */
  void forgetEarlierDone() {
    earlier.values().removeIf(FileCheckpoint::done);
  }

  void forgetEarlier(FileCheckpoint file) {
    earlier.remove(file.identity().firstGeneration());
  }

  List<FileCheckpoint> checkpoints() {
    List<FileCheckpoint> files = new ArrayList<>(done.values());
    files.addAll(earlier.values());
    return files;
  }

  private static FileCheckpoint later(FileCheckpoint one, FileCheckpoint other) {
    return one.identity().generation() > other.identity().generation() ? one : other;
  }
}
