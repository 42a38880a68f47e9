package io.miharu.logforwarder.checkpoint;

/**
 * Where reading of one file goes on after a restart.
 *
 * @param identity of the file
 * @param path where it was found last
 * @param offset in bytes: the lowest start of an event that the broker may not have
 * @param storeTime of the last event before the offset, in ns since the epoch
 * @param stdoutFrom records of stdout that start before it belong to an event the broker has
 * @param stderrFrom the same for stderr
 * @param ledger offset up to which {@code Read} entries were acknowledged
 * @param size of the file when it was looked at last, in bytes
 * @param done whether it was read to the end and closed; remembered while the file exists
 */
public record FileCheckpoint(
    FileIdentity identity,
    String path,
    long offset,
    long storeTime,
    long stdoutFrom,
    long stderrFrom,
    long ledger,
    long size,
    boolean done) {
  /** The same file, found with this name and size. */
  public FileCheckpoint foundAs(String foundPath, long foundSize) {
    return new FileCheckpoint(
        identity, foundPath, offset, storeTime, stdoutFrom, stderrFrom, ledger, foundSize, done);
  }
}
