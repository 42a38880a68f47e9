package io.miharu.runtime.health;

/**
 * One thing that a process watches about itself.
 *
 * @param name short and stable, such as {@code kafka} or {@code target http://n7:8080/metrics}
 * @param status what it means for the process
 * @param detail for people: what is the case, and if it is not well, since when, why and the remedy
 */
public record Check(String name, Status status, String detail) {

  /** What a check means for the process. */
  public enum Status {
    /** All is well. */
    OK,
    /** Something is wrong that others should know of; the rest of the process works. */
    DEGRADED,
    /** The process cannot do its work now. */
    NOT_READY
  }

  public static Check ok(String name, String detail) {
    return new Check(name, Status.OK, detail);
  }

  public static Check degraded(String name, String detail) {
    return new Check(name, Status.DEGRADED, detail);
  }

  public static Check notReady(String name, String detail) {
    return new Check(name, Status.NOT_READY, detail);
  }
}
