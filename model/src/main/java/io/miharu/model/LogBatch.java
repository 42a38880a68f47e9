package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * Log lines of one container from one file, in the order of the file.
 *
 * @param tenant the Monasca project id
 * @param dimensions of the container
 * @param node the node that the file lies on
 * @param file the file's identity: opaque, equal only for the same file, also after it was renamed
 * @param lines at least one
 */
@JsonTypeName("logs")
public record LogBatch(
    String tenant, Dimensions dimensions, String node, String file, List<LogLine> lines)
    implements LogRecord {
  public LogBatch {
    lines = List.copyOf(lines);
  }
}
