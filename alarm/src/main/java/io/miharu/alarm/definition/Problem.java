package io.miharu.alarm.definition;

/**
 * One thing that is wrong with a definition.
 *
 * @param field the API's name of the field, such as {@code match_by}
 * @param kind what sort of fault it is
 * @param message for people; names what was found and what is allowed
 */
public record Problem(String field, Kind kind, String message) {

  /** Sorts of faults that the API titles differently. */
  public enum Kind {
    /** A field's value is not allowed, whatever was there before. */
    INVALID_VALUE,
    /** The expression is none. */
    INVALID_EXPRESSION,
    /** The value would be allowed in a new definition, but not in place of the stored one. */
    FORBIDDEN_UPDATE
  }
}
