package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.checkpoint.FileIdentity;
import io.miharu.logforwarder.discovery.FoundFile;

/**
 * Where a file's bytes lie. No other file can have the place while we hold that one open.
 *
 * @param device of the file system
 * @param inode on that device
 */
record Place(long device, long inode) {
  static Place of(FoundFile found) {
    return new Place(found.device(), found.inode());
  }

  static Place of(FileIdentity identity) {
    return new Place(identity.device(), identity.inode());
  }
}
