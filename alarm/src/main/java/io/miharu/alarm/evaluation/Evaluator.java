package io.miharu.alarm.evaluation;

import io.miharu.model.AlarmInput;
import java.util.List;

/**
 * Turns one ordered log of inputs into changes of alarms. Deterministic: the same log over an empty
 * store gives the same changes, with the same ids, bit for bit. Not thread-safe: one evaluator, one
 * store, one log.
 *
 * <p>It assumes that each input takes effect exactly once, as Kafka's transactions grant it, and
 * keeps no memory of single samples: a sample that is fed twice is counted twice. If processing an
 * input fails, discard the evaluator together with what the store was changed to since the last
 * commit, and begin with a new one and {@link #restore}.
 */
public final class Evaluator {
  /** Does not read the store: call {@link #restore} before the first input. */
  public Evaluator(AlarmStore store) {
    throw new UnsupportedOperationException("follows");
  }

  /**
   * Rebuilds from the store what is kept in memory alone: the parsed definitions, which alarms
   * there are, and when each is due next. Reads every record once.
   */
  public void restore() {}

  /**
   * Takes the next input. Never throws because of what an input says: an unknown definition, an
   * unreadable expression or a metric that fits nothing is passed over.
   *
   * @return what it brought about, in the order in which it is to be written
   */
  public List<Change> accept(AlarmInput input) {
    throw new UnsupportedOperationException("follows");
  }
}
