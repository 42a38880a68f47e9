package io.miharu.api.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as they come in query strings and go out in answers. */
public final class Times {
  private static final Pattern EPOCH_MS = Pattern.compile("\\d{1,15}");

  private static final DateTimeFormatter WITH_MS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter WITH_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** ISO-8601 with optional time, fraction and zone; a blank may stand for the T. */
  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd[['T'][' ']HH:mm[:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("][XXX][XX]]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  /**
   * Reads ISO-8601: fraction optional, zone optional (none is UTC), a date alone is its midnight.
   *
   * @throws ApiException 422 if it is none of these
   */
  public static Instant parse(String parameter, String text) {
    try {
      TemporalAccessor parsed = LENIENT.parse(text);
      LocalDate date = LocalDate.from(parsed);
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
          .toInstant(offset == null ? ZoneOffset.UTC : offset);
    } catch (DateTimeException notATime) {
      throw ApiException.unprocessable(
          "Unable to parse date string '"
              + text
              + "' of "
              + parameter
              + "; expected ISO-8601, such as 2026-11-22T00:00:00Z (a plus sign must be sent as"
              + " %2B)");
    }
  }

  /** The time in a query parameter, if there is one. */
  public static Optional<Instant> parameter(Query query, String name) {
    return query.first(name).map(text -> parse(name, text));
  }

  /** Like {@link #parse}, and takes ms since the epoch as digits too: what offsets are made of. */
  public static Instant parseOrEpochMs(String parameter, String text) {
    return EPOCH_MS.matcher(text).matches()
        ? Instant.ofEpochMilli(Long.parseLong(text))
        : parse(parameter, text);
  }

  /** Always three digits of fraction, and Z. */
  public static String withMs(Instant instant) {
    return WITH_MS.format(instant);
  }

  /** No fraction, and Z. */
  public static String withSeconds(Instant instant) {
    return WITH_SECONDS.format(instant);
  }
}
