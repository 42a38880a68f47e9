package io.miharu.logforwarder.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The one buffer through which all files are read; grows for a record that does not fit. */
final class ReadBuffer {
  private ByteBuffer buffer;

  ReadBuffer(int capacity) {
    buffer = ByteBuffer.allocate(capacity);
  }

  byte[] bytes() {
    return buffer.array();
  }

  /** Reads from an offset, as far as the file goes; returns the number of bytes. */
  int read(FileChannel channel, long offset, int atMost) throws IOException {
    if (buffer.capacity() < atMost) {
      buffer = ByteBuffer.allocate(atMost);
    }
    buffer.clear().limit(atMost);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) <= 0) {
        break;
      }
    }
    return buffer.position();
  }
}
