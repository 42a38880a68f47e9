package io.miharu.logforwarder.checkpoint;

import java.util.List;

/**
 * Where reading goes on after a restart.
 *
 * @param version of the format
 * @param files in no particular order
 */
public record Checkpoint(int version, List<FileCheckpoint> files) {
  /** What this code reads and writes. */
  public static final int VERSION = 1;

  public Checkpoint {
    files = List.copyOf(files);
  }

  public static Checkpoint of(List<FileCheckpoint> files) {
    return new Checkpoint(VERSION, files);
  }
}
