package io.miharu.api;

/** How callers are recognised. */
public enum AuthMode {
  /** Not at all: every request acts for the default tenant. Only on a loopback address. */
  NONE
}
