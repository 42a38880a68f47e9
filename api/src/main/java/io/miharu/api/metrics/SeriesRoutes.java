package io.miharu.api.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.miharu.api.http.Answer;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.Query;
import io.miharu.api.http.Request;
import io.miharu.api.http.Route;
import io.miharu.api.http.Times;
import io.miharu.model.Dimensions;
import io.miharu.model.Json;
import io.miharu.store.Cursor;
import io.miharu.store.Group;
import io.miharu.store.Grouping;
import io.miharu.store.Measurement;
import io.miharu.store.Page;
import io.miharu.store.Row;
import io.miharu.store.Statistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v2.0/metrics/measurements} and {@code /v2.0/metrics/statistics}. */
public final class SeriesRoutes {
  private static final List<String> MEASUREMENT_COLUMNS =
      List.of("timestamp", "value", "value_meta");
  private static final long DEFAULT_PERIOD_SECONDS = 300;

  /** Up to thirty years. */
  private static final Pattern PERIOD = Pattern.compile("\\d{1,9}");

  private static final ObjectReader VALUE_META = Json.reader(Map.class);

  private final StoreReads store;

  public SeriesRoutes(StoreReads store) {
    this.store = store;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v2.0/metrics/measurements", this::measurements),
        Route.get("/v2.0/metrics/statistics", this::statistics));
  }

  private Answer measurements(Request request) {
    SeriesQuestion question = SeriesQuestion.of(request);
    Optional<Start> start = start(request, question);
    if (start.isEmpty()) {
      return Answer.ok(request.listing(List.of()));
    }
    Page<Measurement> page =
        store.ask(reached -> reached.measurements(question.from(start.get().after())));
    return answer(request, question, page, Times::withMs, group -> element(question, group));
  }

  private Answer statistics(Request request) {
    SeriesQuestion question = SeriesQuestion.of(request);
    List<Statistic> columns = Statistic.parse(request.query());
    long periodSeconds = periodSeconds(request.query());
    Optional<Start> start = start(request, question);
    if (start.isEmpty()) {
      return Answer.ok(request.listing(List.of()));
    }
    Page<Statistics> page =
        store.ask(reached -> reached.statistics(question.from(start.get().after()), periodSeconds));
    return answer(
        request, question, page, Times::withSeconds, group -> element(question, group, columns));
  }

  /** Where the answer begins. */
  private record Start(@Nullable Cursor after) {}

  /**
   * Finds out where the answer begins; empty if no series matches. The groups are asked for only
   * where they matter: to refuse an ambiguous question, and to find an offset's element.
   *
   * @throws ApiException 409 if several series match and the question wants a single one
   */
  private Optional<Start> start(Request request, SeriesQuestion question) {
    Optional<RowOffset> offset = request.query().first("offset").map(RowOffset::parse);
    if (!question.ambiguous() && offset.isEmpty()) {
      return Optional.of(new Start(null));
    }
    List<Dimensions> groups =
        question.grouping() instanceof Grouping.Merged
            ? List.of(Dimensions.empty())
            : store.ask(reached -> reached.groups(question.from(null)));
    if (question.ambiguous() && groups.size() > 1) {
      throw ApiException.conflict(
          "MultipleMetrics",
          "Found multiple metrics matching metric name and dimensions. Please refine the search"
              + " criteria using a unique metric name or additional dimensions, combine all of them"
              + " with merge_metrics=true, or list them by group_by.");
    }
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Start(offset.flatMap(o -> o.cursor(groups, question::id)).orElse(null)));
  }

  private static <R extends Row> Answer answer(
      Request request,
      SeriesQuestion question,
      Page<R> page,
      Function<Instant, String> time,
      Function<Group<R>, SeriesElement> element) {
    List<SeriesElement> elements = page.groups().stream().map(element).toList();
    if (!page.more() || elements.isEmpty()) {
      return Answer.ok(request.listing(elements));
    }
    Group<R> last = page.groups().get(page.groups().size() - 1);
    R row = last.rows().get(last.rows().size() - 1);
    String offset =
        question.id(last.dimensions()) + "_" + time.apply(Instant.ofEpochMilli(row.timestampMs()));
    return Answer.ok(request.listing(elements, offset));
  }

  private static SeriesElement element(SeriesQuestion question, Group<Measurement> group) {
    List<List<Object>> rows = new ArrayList<>(group.rows().size());
    for (Measurement row : group.rows()) {
      rows.add(
          List.of(
              Times.withMs(Instant.ofEpochMilli(row.timestampMs())),
              row.value(),
              valueMeta(row.valueMeta())));
    }
    return new SeriesElement.Measurements(
        question.id(group.dimensions()),
        String.valueOf(question.filter().name()),
        question.shown(group.dimensions()),
        MEASUREMENT_COLUMNS,
        rows);
  }

  private static SeriesElement element(
      SeriesQuestion question, Group<Statistics> group, List<Statistic> columns) {
    List<String> names = new ArrayList<>(List.of("timestamp"));
    columns.forEach(column -> names.add(column.column()));
    List<List<Object>> rows = new ArrayList<>(group.rows().size());
    for (Statistics period : group.rows()) {
      List<Object> row = new ArrayList<>(names.size());
      row.add(Times.withSeconds(Instant.ofEpochMilli(period.timestampMs())));
      columns.forEach(column -> row.add(column.of(period)));
      rows.add(row);
    }
    return new SeriesElement.PeriodStatistics(
        question.id(group.dimensions()),
        String.valueOf(question.filter().name()),
        question.shown(group.dimensions()),
        names,
        rows);
  }

  /** Always an object: clients crash on null. What somebody else stored there is left out. */
  private static Map<?, ?> valueMeta(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try {
      return VALUE_META.readValue(json);
    } catch (JsonProcessingException notOurs) {
      return Map.of();
    }
  }

  private static long periodSeconds(Query query) {
    return query
        .first("period")
        .map(
            text -> {
              long period = PERIOD.matcher(text).matches() ? Long.parseLong(text) : 0;
              if (period <= 0) {
                throw ApiException.unprocessable(
                    "Invalid period",
                    "period must be a number of seconds, 1 or more, found '" + text + "'");
              }
              return period;
            })
        .orElse(DEFAULT_PERIOD_SECONDS);
  }
}
