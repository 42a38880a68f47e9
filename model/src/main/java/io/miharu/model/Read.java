package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A ledger entry: these bytes of a file were read, parsed and sent. Entries of one file are
 * contiguous, so a gap between two of them, or behind the last one of a closed file, is loss.
 *
 * @param tenant the Monasca project id
 * @param dimensions of the container
 * @param node the node that the file lies on
 * @param file the file's identity, as in {@link LogBatch}
 * @param path where the file was found last
 * @param from offset in bytes, inclusive
 * @param to offset in bytes, exclusive
 * @param closed whether nothing more will be read from this file; {@code to} is then its last known
 *     size, if it was read to the end
 * @param optedOut whether the bytes were passed over because the pod asked for it
 */
@JsonTypeName("read")
public record Read(
    String tenant,
    Dimensions dimensions,
    String node,
    String file,
    String path,
    long from,
    long to,
    boolean closed,
    boolean optedOut)
    implements LogRecord {}
