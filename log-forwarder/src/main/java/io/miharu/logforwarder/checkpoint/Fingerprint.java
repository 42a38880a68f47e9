package io.miharu.logforwarder.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/** A hash of how a file begins. */
public final class Fingerprint {
  /** Bytes that are looked at; a first line in a container runtime's format differs in its time. */
  public static final int MAX_LENGTH = 256;

  /** FNV-1a, 64 bit. */
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /**
   * Hashes the first line, or the first {@link #MAX_LENGTH} bytes of it. Empty while the file has
   * neither: what would be hashed then would change as the file grows.
   *
   * @throws IOException if the file cannot be read
   */
  public static OptionalLong of(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(MAX_LENGTH);
    while (head.hasRemaining() && channel.read(head, head.position()) > 0) {
      // Until the buffer is full or the file has no more.
    }
    long hash = OFFSET_BASIS;
    for (int i = 0; i < head.position(); i++) {
      hash = (hash ^ (head.get(i) & 0xFF)) * PRIME;
      if (head.get(i) == '\n') {
        return OptionalLong.of(hash);
      }
    }
    return head.hasRemaining() ? OptionalLong.empty() : OptionalLong.of(hash);
  }
}
