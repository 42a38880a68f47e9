package io.miharu.alarmengine.notify;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which receivers do not take notifications at present: one log line when that changes, not one per
 * attempt. Thread-safe.
 */
final class Receivers {
  private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);

  private final Map<String, String> failing = new ConcurrentHashMap<>();

  /** Takes note of an attempt; the method is named by id and never by its address, a secret. */
  void ended(String methodId, Outcome outcome) {
    if (outcome instanceof Outcome.Delivered) {
      if (failing.remove(methodId) != null) {
        LOG.info("Notification method {} takes notifications again", methodId);
      }
    } else if (outcome instanceof Outcome.Undeliverable) {
      failing.remove(methodId);
    } else if (failing.put(methodId, outcome.answer()) == null) {
      LOG.warn(
          "Notification method {} does not take notifications: {}", methodId, outcome.answer());
    }
  }

  /**
   * The latest answer of each method that fails, by the method's id.
   *
   * @param exists whether there still is a method with the id; those gone are forgotten
   */
  Map<String, String> failing(Predicate<String> exists) {
    failing.keySet().removeIf(exists.negate());
    return new TreeMap<>(failing);
  }
}
