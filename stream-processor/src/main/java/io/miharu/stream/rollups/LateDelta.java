package io.miharu.stream.rollups;

/**
 * Where in a window a late addition is stored. A window itself has its start as its time; each
 * addition has a time of its own inside the window, so that it overwrites nothing and a sum by
 * window finds both.
 */
public final class LateDelta {
  /** One less than the ns of a minute, so that start + 1 + remainder stays inside. */
  private static final long PLACES = 59_999_999_999L;

  private LateDelta() {}

  /**
   * ns to add to the window's start, at least 1.
   *
   * @param offset of the record that brought the addition: the same when it is processed again, and
   *     unique within the partition that all additions of an entity or group come from
   */
  public static long ofOffset(long offset) {
    return 1 + Math.floorMod(offset, PLACES);
  }
}
