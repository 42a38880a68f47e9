package io.miharu.store;

/** Why the store cannot serve at the moment; each wants another remedy. */
public enum UnavailableReason {
  /** It does not answer, or not in time. */
  CONNECTION,
  /** It does not accept the user or the password, or the user lacks a right. */
  LOGIN,
  /** Its disk is full. */
  DISK_FULL,
  /** It refuses new series because of a limit of its own. */
  SERIES_LIMIT,
  /** The database or one of its retention policies is not there. */
  DATABASE_MISSING,
  /** It answers with some other error of its own. */
  OTHER_SERVER_ERROR
}
