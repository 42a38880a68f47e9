package io.miharu.api.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** Reads request bodies up to a limit. */
final class BodyReader {
  /**
   * How many times the limit is read and thrown away before the connection is given up: clients
   * send the whole body and only then look for the answer.
   */
  private static final int DRAINED_TIMES = 16;

  private final int maxBytes;

  BodyReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The whole body.
   *
   * @throws ApiException 413 if it is larger than the limit, 400 if it breaks off
   */
  byte[] read(Context context) {
    try {
      InputStream stream = context.req().getInputStream();
      byte[] body =
          context.req().getContentLengthLong() > maxBytes
              ? new byte[0]
              : stream.readNBytes(maxBytes);
      if (stream.read() >= 0) {
        drain(stream);
        throw ApiException.tooLarge(
            "The body has more than "
                + maxBytes
                + " bytes: send it in parts, or raise miharu.api.max-body-bytes");
      }
      return body;
    } catch (IOException brokenOff) {
      throw ApiException.badRequest("The body could not be read to its end: " + brokenOff);
    }
  }

  private void drain(InputStream stream) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    long left = (long) maxBytes * DRAINED_TIMES;
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = stream.read(buffer);
    }
  }
}
