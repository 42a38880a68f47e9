package io.miharu.store;

/** The store could not be read or prepared. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final UnavailableReason reason;

  public StoreException(UnavailableReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public UnavailableReason reason() {
    return reason;
  }
}
