package io.miharu.api.metrics;

import io.miharu.api.http.ApiException;
import io.miharu.api.http.Query;
import io.miharu.store.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A column that clients can ask for. */
enum Statistic {
  AVG {
    @Override
    Number of(Statistics statistics) {
      return statistics.avg();
    }
  },
  MIN {
    @Override
    Number of(Statistics statistics) {
      return statistics.min();
    }
  },
  MAX {
    @Override
    Number of(Statistics statistics) {
      return statistics.max();
    }
  },
  SUM {
    @Override
    Number of(Statistics statistics) {
      return statistics.sum();
    }
  },
  COUNT {
    @Override
    Number of(Statistics statistics) {
      return statistics.count();
    }
  };

  abstract Number of(Statistics statistics);

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The columns in the order in which they are asked for, each once.
   *
   * @throws ApiException 422 if there is none or an unknown one
   */
  static List<Statistic> parse(Query query) {
    query.required("statistics");
    List<Statistic> statistics =
        query.list("statistics").stream().map(Statistic::parse).distinct().toList();
    if (statistics.isEmpty()) {
      throw unknown("");
    }
    return statistics;
  }

  private static Statistic parse(String text) {
    return Arrays.stream(values())
        .filter(statistic -> statistic.name().equalsIgnoreCase(text.trim()))
        .findFirst()
        .orElseThrow(() -> unknown(text));
  }

  private static ApiException unknown(String text) {
    return ApiException.unprocessable(
        "Invalid statistic '" + text + "': expected some of avg, min, max, sum, count");
  }
}
