package io.miharu.logforwarder.discovery;

import java.nio.file.Path;

/**
 * A regular file that a scan saw.
 *
 * @param path with all symbolic links resolved
 * @param device of its file system
 * @param inode on that device
 * @param size in bytes
 */
public record FoundFile(Path path, long device, long inode, long size) {}
