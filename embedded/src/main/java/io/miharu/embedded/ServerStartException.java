package io.miharu.embedded;

import org.jspecify.annotations.Nullable;

/** A private server did not start. The message says which, why, and what to do about it. */
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerStartException(String message) {
    super(message);
  }

  ServerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
