package io.miharu.api.metrics;

import io.miharu.model.Dimensions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of elements: a hash of name and dimensions, so that an element has the same id on every page
 * and in every query. Hexadecimal, hence without the underscore that offsets are split at.
 */
final class ElementId {
  /** 128 bits: no two series of a tenant will ever meet. */
  private static final int BYTES = 16;

  private ElementId() {}

  static String of(String name, Dimensions dimensions) {
    MessageDigest digest = sha256();
    update(digest, name);
    dimensions.forEach(
        (key, value) -> {
          update(digest, key);
          update(digest, value);
        });
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(bytes);
    // 0xFF is in no UTF-8 text, so that neighbours cannot run into each other.
    digest.update((byte) 0xFF);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
