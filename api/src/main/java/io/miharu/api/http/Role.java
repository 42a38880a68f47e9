package io.miharu.api.http;

/** What a caller may do in Monasca; which token roles grant it is the authenticator's business. */
public enum Role {
  /** Everything within the own tenant. */
  USER,
  /** Post metrics and logs. */
  AGENT,
  /** All GETs. */
  READ_ONLY,
  /** Name another tenant on the metrics resources. */
  DELEGATE
}
