package io.miharu.api.metrics;

import io.miharu.api.http.ApiException;
import io.miharu.runtime.health.Check;
import io.miharu.store.DimensionFilter;
import io.miharu.store.MetricFilter;
import io.miharu.store.MetricStore;
import io.miharu.store.StoreException;
import io.miharu.store.TimeRange;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the store, and knows whether it answered last time. Thread-safe. */
public final class StoreReads {
  private static final Logger LOG = LoggerFactory.getLogger(StoreReads.class);
  private static final String NAME = "store";

  /** A question with an empty answer that costs the store nothing. */
  private static final MetricFilter NOTHING =
      new MetricFilter("-", "miharu.healthcheck", DimensionFilter.ANY, new TimeRange(0, 1));

  private final MetricStore store;
  private volatile @Nullable String failure;

  public StoreReads(MetricStore store) {
    this.store = store;
  }

  /**
   * Asks the store.
   *
   * @throws ApiException 503 if it does not answer
   */
  <T> T ask(Function<MetricStore, T> question) {
    try {
      T answer = question.apply(store);
      if (failure != null) {
        failure = null;
        LOG.info("The store answers again");
      }
      return answer;
    } catch (StoreException e) {
      if (failure == null) {
        LOG.warn("The store does not answer, clients get 503: {}", e.getMessage());
      }
      failure = e.reason() + ": " + e.getMessage();
      throw ApiException.unavailable("The store does not answer (" + e.reason() + ")", e);
    }
  }

  /** Whether the store answered when it was asked last; metrics can be posted without it. */
  public Check health() {
    String problem = failure;
    return problem == null ? Check.ok(NAME, "answers") : Check.degraded(NAME, problem);
  }

  /**
   * Asks for nothing in particular.
   *
   * @return the fault, or null if the store answers
   */
  public @Nullable String probe() {
    try {
      ask(reached -> reached.metrics(NOTHING));
      return null;
    } catch (ApiException e) {
      return failure;
    }
  }
}
