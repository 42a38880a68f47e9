package io.miharu.logforwarder.tail;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process may not read: said once when it begins, and once when it is over. */
final class Unreadable {
  private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

  private volatile Set<Path> paths = Set.of();
  private Set<Path> current = new TreeSet<>();
  private volatile String detail = "";

  void add(Path path) {
    current.add(path);
  }

  /** A scan is over: what was added since the last one is all there is. */
  void scanned() {
    if (current.isEmpty() && !paths.isEmpty()) {
      LOG.info("All log files can be read again");
    } else if (!current.isEmpty() && paths.isEmpty()) {
      LOG.warn("{}", describe(current));
    }
    detail = current.isEmpty() ? "" : describe(current);
    paths = current;
    current = new TreeSet<>();
  }

  /** For people: what cannot be read and the remedy; empty if all can. From any thread. */
  String detail() {
    return detail;
  }

  int count() {
    return paths.size();
  }

  private static String describe(Set<Path> paths) {
    return paths.size()
        + " log files or directories cannot be read, the first "
        + paths.iterator().next()
        + ": permission denied. Run as root, or give the process CAP_DAC_READ_SEARCH or a group"
        + " that may read them. The rest is read";
  }
}
