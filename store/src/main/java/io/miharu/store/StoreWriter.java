package io.miharu.store;

/** Takes encoded lines. Thread-safe: several writes may be under way at once. */
public interface StoreWriter {
  /**
   * Makes the database and its retention policies where they are missing, and sets retentions to
   * what is configured. May be called at any time.
   *
   * @throws StoreException if the store does not answer or refuses
   */
  void prepare();

  /**
   * Writes some lines and waits for the answer. Writing the same lines again changes nothing.
   *
   * @param target where the lines were encoded for
   * @param lines encoded by the {@link RecordEncoder} of the same store
   * @param from index of the first line to write
   * @param to index behind the last one
   */
  WriteOutcome write(Target target, Lines lines, int from, int to);
}
