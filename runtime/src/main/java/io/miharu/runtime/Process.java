package io.miharu.runtime;

import io.miharu.runtime.health.Check;
import java.util.List;

/**
 * One of Miharu's processes as an object: a container runs one of them, {@code miharu up} runs all
 * in one JVM. Constructors do no I/O.
 */
public interface Process extends AutoCloseable {
  /** Short, stable and unique, such as {@code log-forwarder}. */
  String name();

  /**
   * Starts and returns once the process works or has begun to wait for what it depends on. A
   * dependency that is away shows in {@link #health()}, it is no reason to fail.
   *
   * @throws StartException if it cannot start and retrying would not help
   */
  void start();

  /** One line for the log when it has started: the settings that matter to an operator. */
  String summary();

  /** What it has to say of itself now; cheap, callable at any time from any thread. */
  List<Check> health();

  /** Stops within 10 s, also when start failed half-way; further calls do nothing. */
  @Override
  void close();
}
