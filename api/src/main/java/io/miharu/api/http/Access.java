package io.miharu.api.http;

/** Who may call a route. */
public enum Access {
  /** Everybody; the caller is not even looked up. */
  PUBLIC,
  /** Every authenticated caller, whatever the roles. */
  AUTHENTICATED,
  READ,
  WRITE,
  POST_METRICS;

  boolean allows(Caller caller) {
    return switch (this) {
      case PUBLIC, AUTHENTICATED -> true;
      case READ -> caller.hasAny(Role.USER, Role.READ_ONLY);
      case WRITE -> caller.hasAny(Role.USER);
      case POST_METRICS -> caller.hasAny(Role.USER, Role.AGENT);
    };
  }
}
