package io.miharu.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** What real kubelets and cAdvisors served. */
public final class Captures {
  private Captures() {}

  /** The text of a capture, unpacked. */
  public static String text(String name) {
    try (InputStream in = Captures.class.getResourceAsStream("/" + name)) {
      InputStream text = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
