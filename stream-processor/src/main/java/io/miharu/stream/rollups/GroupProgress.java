package io.miharu.stream.rollups;

import io.miharu.model.Feeder;
import io.miharu.model.TaskMark;
import io.miharu.stream.progress.FeederProgress;
import io.miharu.stream.state.ByteStore;
import io.miharu.stream.state.StateKeys;
import io.miharu.stream.state.StateReader;
import io.miharu.stream.state.StateWriter;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;

/**
 * How far the rates tasks are, how far this task has closed windows, and which clock it has told
 * downstream; kept in a store. Mutable, not thread-safe.
 */
final class GroupProgress {
  static final long NONE = Long.MIN_VALUE;

  private static final int VERSION = 1;
  private static final Bytes OWN = StateKeys.ofName("own");

  private final ByteStore store;
  private final FeederProgress feeders = new FeederProgress();
  private long closedThrough = NONE;
  private long toldClock = NONE;

  /** Takes up what the store has. */
  GroupProgress(ByteStore store) {
    this.store = store;
    store.all(
        (key, value) -> {
          StateReader reader = StateReader.of(value, VERSION);
          if (key.equals(OWN)) {
            closedThrough = reader.readLong();
            toldClock = reader.readLong();
          } else {
            feeders.mark(
                new TaskMark(
                    Feeder.RATES,
                    reader.readInt(),
                    reader.readInt(),
                    reader.readLong(),
                    reader.readLong()));
          }
        });
  }

  void mark(TaskMark mark) {
    feeders.mark(mark);
    store.put(
        StateKeys.ofName("rates/" + mark.task()),
        StateWriter.version(VERSION)
            .writeInt(mark.task())
            .writeInt(mark.tasks())
            .writeLong(mark.completeThrough())
            .writeLong(mark.clock())
            .toBytes());
  }

  /** Event time up to which all partials are here; empty while a task is unheard. */
  OptionalLong completeThrough() {
    return feeders.completeThrough(Feeder.RATES);
  }

  /** The latest clock mark that every rates task has read; empty while one is unheard. */
  OptionalLong clock() {
    return feeders.clock(Feeder.RATES);
  }

  /** End of the last closed window, in ms since the epoch; {@link #NONE} before the first. */
  long closedThrough() {
    return closedThrough;
  }

  /** The last clock that was told downstream; {@link #NONE} before the first. */
  long toldClock() {
    return toldClock;
  }

  void advance(long toClosedThrough, long toClock) {
    closedThrough = toClosedThrough;
    toldClock = toClock;
    store.put(
        OWN, StateWriter.version(VERSION).writeLong(closedThrough).writeLong(toldClock).toBytes());
  }
}
