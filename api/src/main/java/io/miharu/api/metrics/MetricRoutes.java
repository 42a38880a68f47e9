package io.miharu.api.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.api.http.Access;
import io.miharu.api.http.Answer;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.BodyType;
import io.miharu.api.http.DimensionFilters;
import io.miharu.api.http.Paging;
import io.miharu.api.http.Query;
import io.miharu.api.http.Request;
import io.miharu.api.http.Route;
import io.miharu.model.MetricId;
import io.miharu.store.DimensionFilter;
import io.miharu.store.MetricFilter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code /v2.0/metrics}: posting, and the lists of series, names and dimensions. */
public final class MetricRoutes {
  private static final String PATH = "/v2.0/metrics";

  private final Posting posting;
  private final StoreReads store;

  public MetricRoutes(Posting posting, StoreReads store) {
    this.posting = posting;
    this.store = store;
  }

  public List<Route> routes() {
    return List.of(
        new Route(Route.Method.POST, PATH, Access.POST_METRICS, BodyType.JSON, this::post),
        Route.get(PATH, this::list),
        Route.get(PATH + "/names", this::names),
        Route.get(PATH + "/dimensions/names", this::dimensionNames),
        Route.get(PATH + "/dimensions/names/values", this::dimensionValues));
  }

  private Answer post(Request request) {
    JsonNode body = request.json();
    posting.post(request.effectiveTenant(), PostedMetricReader.read(body));
    return Answer.noContent();
  }

  private Answer list(Request request) {
    Query query = request.query();
    int limit = Paging.limit(query);
    MetricFilter filter =
        new MetricFilter(
            request.effectiveTenant(),
            SeriesQuestion.optionalName(query),
            DimensionFilters.parse(query, "dimensions"),
            SeriesQuestion.range(query));
    List<MetricId> all = store.ask(reached -> reached.metrics(filter));
    int from = query.first("offset").map(id -> behind(all, id)).orElse(0);
    int to = Math.min(all.size(), from + limit);
    List<SeriesElement.Metric> page = all.subList(from, to).stream().map(this::element).toList();
    return Answer.ok(
        to < all.size()
            ? request.listing(page, page.get(page.size() - 1).id())
            : request.listing(page));
  }

  private Answer names(Request request) {
    MetricFilter filter =
        MetricFilter.of(request.effectiveTenant())
            .withDimensions(DimensionFilters.parse(request.query(), "dimensions"));
    return strings(request, "name", store.ask(reached -> reached.names(filter)));
  }

  private Answer dimensionNames(Request request) {
    MetricFilter filter = dimensionsOf(request);
    return strings(request, "dimension_name", store.ask(reached -> reached.dimensionNames(filter)));
  }

  private Answer dimensionValues(Request request) {
    String key = request.query().required("dimension_name");
    MetricFilter filter = dimensionsOf(request);
    return strings(
        request, "dimension_value", store.ask(reached -> reached.dimensionValues(filter, key)));
  }

  /** The dimension lists do not check their range: an empty one has an empty answer. */
  private static MetricFilter dimensionsOf(Request request) {
    Query query = request.query();
    return new MetricFilter(
        request.effectiveTenant(),
        query.first("metric_name").orElse(null),
        DimensionFilter.ANY,
        SeriesQuestion.uncheckedRange(query));
  }

  /** A page of ascending strings; the offset is the last one seen and need not exist. */
  private static Answer strings(Request request, String key, List<String> all) {
    int limit = Paging.limit(request.query());
    List<String> left =
        request
            .query()
            .first("offset")
            .map(offset -> all.stream().filter(text -> text.compareTo(offset) > 0).toList())
            .orElse(all);
    List<String> page = left.subList(0, Math.min(limit, left.size()));
    List<Map<String, String>> elements = page.stream().map(text -> Map.of(key, text)).toList();
    return Answer.ok(
        page.size() < left.size()
            ? request.listing(elements, page.get(page.size() - 1))
            : request.listing(elements));
  }

  private SeriesElement.Metric element(MetricId metric) {
    return new SeriesElement.Metric(
        ElementId.of(metric.name(), metric.dimensions()), metric.name(), metric.dimensions());
  }

  private static int behind(List<MetricId> all, String id) {
    return IntStream.range(0, all.size())
            .filter(i -> ElementId.of(all.get(i).name(), all.get(i).dimensions()).equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiException.unprocessable(
                        "Invalid offset",
                        "offset must be the id of an element of this list, found '" + id + "'"))
        + 1;
  }
}
