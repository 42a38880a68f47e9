package io.miharu.simulator.logs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The log file of one container incarnation, in the CRI format, rotated as a kubelet does: the full
 * file is renamed with the time, a new one begins, and the oldest ones go.
 */
final class ContainerLog implements AutoCloseable {
  private static final DateTimeFormatter ROTATED =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int ROTATED_FILES_KEPT = 4;

  private final Path file;
  private final long maxBytes;
  private BufferedWriter writer;
  private long size;

  ContainerLog(Path file, long maxBytes) throws IOException {
    this.file = file;
    this.maxBytes = maxBytes;
    Files.createDirectories(file.getParent());
    this.writer = open();
  }

  void write(Instant time, LogText.Output output) throws IOException {
    for (String line : output.lines()) {
      String record = time + " " + output.stream() + " F " + line + "\n";
      writer.write(record);
      size += record.length();
    }
    writer.flush();
    if (size > maxBytes) {
      rotate(time);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private void rotate(Instant time) throws IOException {
    writer.close();
    Files.move(file, file.resolveSibling(file.getFileName() + "." + ROTATED.format(time)));
    writer = open();
    try (Stream<Path> siblings = Files.list(file.getParent())) {
      List<Path> rotated =
          siblings
              .filter(path -> path.getFileName().toString().startsWith(file.getFileName() + "."))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path old :
          rotated.subList(Math.min(ROTATED_FILES_KEPT, rotated.size()), rotated.size())) {
        Files.delete(old);
      }
    }
  }

  private BufferedWriter open() throws IOException {
    BufferedWriter opened =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    size = Files.size(file);
    return opened;
  }
}
