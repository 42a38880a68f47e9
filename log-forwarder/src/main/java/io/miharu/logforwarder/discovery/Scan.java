package io.miharu.logforwarder.discovery;

import java.nio.file.Path;
import java.util.List;

/**
 * What there is to read now.
 *
 * @param files each once
 * @param unreadable directories that this process may not look into
 */
public record Scan(List<FoundFile> files, List<Path> unreadable) {
  public Scan {
    files = List.copyOf(files);
    unreadable = List.copyOf(unreadable);
  }
}
