package io.miharu.logforwarder.checkpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What makes a log file the same file: where its bytes lie and how they begin, since inodes are
 * used again at once.
 *
 * @param device of the file system
 * @param inode on that device
 * @param fingerprint hash of the first bytes: the first line, or as much of it as {@link
 *     Fingerprint#MAX_LENGTH}; both never change while a file grows
 * @param generation 0, or more when a file was emptied in place and began with the same bytes again
 */
public record FileIdentity(long device, long inode, long fingerprint, int generation) {
  /** As it travels in records: opaque to readers. */
  @JsonIgnore
  public String id() {
    String id =
        Long.toHexString(device)
            + ":"
            + Long.toHexString(inode)
            + ":"
            + Long.toHexString(fingerprint);
    return generation == 0 ? id : id + ":" + generation;
  }

  /** The place and the beginning alone: what can be seen by looking at a file. */
  @JsonIgnore
  public FileIdentity firstGeneration() {
    return new FileIdentity(device, inode, fingerprint, 0);
  }

  /** The next file with the same place and beginning. */
  public FileIdentity nextGeneration() {
    return new FileIdentity(device, inode, fingerprint, generation + 1);
  }
}
