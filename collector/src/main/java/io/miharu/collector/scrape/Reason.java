package io.miharu.collector.scrape;

import java.util.Locale;

/** Why a scrape failed. */
public enum Reason {
  /** Nothing answers at the address. */
  UNREACHABLE,
  /** It took longer than allowed. */
  TIMEOUT,
  /** Its certificate is not trusted, or it does not speak TLS. */
  TLS,
  /** The file with our token cannot be read. */
  TOKEN,
  /** It does not know us (401). */
  UNAUTHORIZED,
  /** It knows us and says no (403). */
  FORBIDDEN,
  /** Any other status than 200. */
  STATUS,
  /** It answers with something else than container metrics. */
  NOT_METRICS,
  /** It sends more than allowed. */
  TOO_LARGE,
  /** The answer broke off or could not be read. */
  BROKEN;

  /** As the value of a metric's tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
