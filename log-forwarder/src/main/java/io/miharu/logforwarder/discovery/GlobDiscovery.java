package io.miharu.logforwarder.discovery;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds files by globs, walking only the directories that a glob names, and the rotated files
 * beside them. Compressed and half-written ones are left alone. Not thread-safe.
 */
public final class GlobDiscovery implements Discovery {
  private final List<Path> globs;
  private final List<PathMatcher> excluded;
  private final List<Path> excludedDirectories;
  private final Set<Path> unreadable = new TreeSet<>();

  /**
   * @param globs absolute, such as {@code /var/log/pods/*}{@code /*}{@code /*.log}; {@code **}
   *     stands for any number of directories
   * @param excluded absolute globs of files to leave alone
   * @param excludedDirectories with everything below: Miharu's own output
   */
  public GlobDiscovery(List<String> globs, List<String> excluded, List<Path> excludedDirectories) {
    this.globs = globs.stream().map(glob -> Path.of(glob).toAbsolutePath()).toList();
    this.excluded =
        excluded.stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    this.excludedDirectories = List.copyOf(excludedDirectories);
  }

  @Override
  public Scan scan() {
    unreadable.clear();
    // Directory → names that a glob asked for: links are resolved first, so each file comes once.
    Map<Path, Set<String>> wanted = new TreeMap<>();
    for (Path glob : globs) {
      walk(glob.getRoot(), glob, 0, wanted);
    }
    Map<String, FoundFile> found = new LinkedHashMap<>();
    wanted.forEach((directory, names) -> collect(directory, names, found));
    return new Scan(List.copyOf(found.values()), List.copyOf(unreadable));
  }

  private void walk(Path directory, Path glob, int segment, Map<Path, Set<String>> wanted) {
    String pattern = glob.getName(segment).toString();
    boolean last = segment == glob.getNameCount() - 1;
    if (pattern.equals("**") && !last) {
      walk(directory, glob, segment + 1, wanted);
    }
    if (!isPattern(pattern)) {
      visit(directory.resolve(pattern), glob, segment, last, wanted);
      return;
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    for (Path entry : list(directory)) {
      Path name = entry.getFileName();
      if (pattern.equals("**") && Files.isDirectory(entry)) {
        walk(entry, glob, segment, wanted);
      } else if (name != null && matcher.matches(name)) {
        visit(entry, glob, segment, last, wanted);
      }
    }
  }

  private void visit(
      Path path, Path glob, int segment, boolean last, Map<Path, Set<String>> wanted) {
    if (!last) {
      walk(path, glob, segment + 1, wanted);
      return;
    }
    try {
      Path real = path.toRealPath();
      Path directory = real.getParent();
      if (directory != null) {
        wanted
            .computeIfAbsent(directory, created -> new TreeSet<>())
            .add(RotatedName.of(real.getFileName().toString()).base());
      }
    } catch (IOException gone) {
      // A dangling link, or deleted since it was listed: the next scan will tell.
    }
  }

  private void collect(Path directory, Set<String> names, Map<String, FoundFile> found) {
    for (Path file : list(directory)) {
      String name = file.getFileName().toString();
      if (names.contains(RotatedName.of(name).base()) && !isExcluded(file, name)) {
        FoundFile regular = regularFile(file);
        if (regular != null) {
          found.putIfAbsent(regular.device() + ":" + regular.inode(), regular);
        }
      }
    }
  }

  private boolean isExcluded(Path file, String name) {
    return name.endsWith(".gz")
        || name.endsWith(".tmp")
        || excluded.stream().anyMatch(matcher -> matcher.matches(file))
        || excludedDirectories.stream().anyMatch(file::startsWith);
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
  }

  private static @Nullable FoundFile regularFile(Path file) {
    try {
      if (Files.isSymbolicLink(file)) {
        return null; // Its target is found where it lies.
      }
      Map<String, Object> attributes =
          Files.readAttributes(file, "unix:dev,ino,size,isRegularFile");
      if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
        return null;
      }
      return new FoundFile(
          file, number(attributes, "dev"), number(attributes, "ino"), number(attributes, "size"));
    } catch (IOException gone) {
      return null;
    }
  }

  private List<Path> list(Path directory) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (AccessDeniedException e) {
      unreadable.add(directory);
    } catch (IOException | DirectoryIteratorException e) {
      return entries; // Not there (yet): as if empty.
    }
    entries.sort(null);
    return entries;
  }

  private static boolean isPattern(String segment) {
    return segment.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }
}
