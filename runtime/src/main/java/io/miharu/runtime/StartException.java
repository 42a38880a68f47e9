package io.miharu.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A process or a server cannot start. The message is for the operator: what, where, and the remedy.
 */
public class StartException extends RuntimeException {
  public StartException(String message) {
    super(message);
  }

  public StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
