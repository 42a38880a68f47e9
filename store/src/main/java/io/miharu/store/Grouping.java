package io.miharu.store;

import io.miharu.model.Dimensions;
import java.util.List;
import java.util.TreeSet;

/** How the series that match are put together into the groups of an answer. */
public sealed interface Grouping {
  /** What names the group of a series with these dimensions. */
  Dimensions groupOf(Dimensions series);

  /** One group for all series; its dimensions are empty. */
  record Merged() implements Grouping {
    @Override
    public Dimensions groupOf(Dimensions series) {
      return Dimensions.empty();
    }
  }

  /** One group for each series; its dimensions are the series' own. */
  record BySeries() implements Grouping {
    @Override
    public Dimensions groupOf(Dimensions series) {
      return series;
    }
  }

  /**
   * One group for each combination of values of the keys. A series that lacks a key belongs to a
   * group that lacks it too.
   *
   * @param keys sorted, each once
   */
  record ByDimensions(List<String> keys) implements Grouping {
    public ByDimensions {
      keys = List.copyOf(new TreeSet<>(keys));
    }

    @Override
    public Dimensions groupOf(Dimensions series) {
      return series.only(keys);
    }
  }
}
