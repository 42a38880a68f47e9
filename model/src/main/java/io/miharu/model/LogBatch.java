package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Objects;

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
    Objects.requireNonNull(tenant, "a log batch needs a tenant");
    Objects.requireNonNull(dimensions, "a log batch needs dimensions");
    Objects.requireNonNull(node, "a log batch needs a node");
    Objects.requireNonNull(file, "a log batch needs a file");
    lines = List.copyOf(lines);
  }
}
