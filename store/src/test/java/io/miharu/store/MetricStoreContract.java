package io.miharu.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricId;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.Tier;
import io.miharu.model.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of the metric ports does. A subclass gives the parts; each test has a
 * tenant of its own, so that one database serves all.
 */
public abstract class MetricStoreContract {
  private static final long MINUTE = Tier.MINUTE.widthMs();
  private static final long HOUR = Tier.HOUR.widthMs();
  private static final Grouping MERGED = new Grouping.Merged();
  private static final Grouping BY_SERIES = new Grouping.BySeries();
  private static final Dimensions NONE = Dimensions.empty();

  private final String tenant = UUID.randomUUID().toString();

  /** A full hour, some hours before now. */
  private final long base = Tier.HOUR.windowStart(nowMs()) - 6 * HOUR;

  protected abstract MetricStore metrics();

  protected abstract StoreWriter writer();

  protected abstract RecordEncoder newEncoder();

  protected abstract long nowMs();

  @Test
  void readsBackWhatWasPosted() {
    Dimensions dimensions = Dimensions.of("hostname", "n7", "queue", "mail");
    post(
        posted("queue.depth", dimensions, base + 250, 12, "{\"note\": \"after \\\"flush\\\"\\n\"}"),
        posted("queue.depth", dimensions, base + 60_000, 9.25, null));

    assertThat(metrics().metrics(all())).containsExactly(new MetricId("queue.depth", dimensions));
    assertThat(rows("queue.depth", BY_SERIES))
        .containsExactly(
            new Group<>(
                dimensions,
                List.of(
                    new Measurement(base + 250, 12, "{\"note\": \"after \\\"flush\\\"\\n\"}"),
                    new Measurement(base + 60_000, 9.25, null))));
  }

  @Test
  void replacesAPointThatIsPostedAgainTogetherWithItsMeta() {
    Dimensions dimensions = Dimensions.of("a", "b");
    post(posted("m", dimensions, base, 1, "{\"old\":\"yes\"}"));
    post(posted("m", dimensions, base, 2, null));

    assertThat(single("m")).containsExactly(new Measurement(base, 2, null));
  }

  @Test
  void storesTheSameRecordTwiceWithoutADuplicate() {
    MetricBatch batch =
        sampled(Dimensions.of("pod_name", "p"), base, "container.fs.usage_bytes", 7);
    store(encoder -> out -> encoder.encode(batch, nowMs(), out));
    store(encoder -> out -> encoder.encode(batch, nowMs(), out));

    assertThat(single("container.fs.usage_bytes")).containsExactly(new Measurement(base, 7, null));
    assertThat(metrics().metrics(all())).hasSize(1);
  }

  @Test
  void keepsEveryTextAsNameKeyAndValue() {
    List<String> texts = HostileTexts.all();
    PostedMetric[] points =
        texts.stream()
            .flatMap(
                text ->
                    List.of(
                        posted(text, NONE, base, 1, null),
                        posted("by.key", Dimensions.of(text, "v"), base, 2, null),
                        posted("by.value", Dimensions.of("k", text), base, 3, text))
                        .stream())
            .toArray(PostedMetric[]::new);
    post(points);

    assertThat(metrics().names(all())).containsAll(texts).hasSize(texts.size() + 2);
    for (String text : texts) {
      assertThat(single(text)).as(text).containsExactly(new Measurement(base, 1, null));
      assertThat(rows(named("by.key").withDimensions(having(text, "v")), BY_SERIES))
          .as("key %s", text)
          .containsExactly(
              new Group<>(Dimensions.of(text, "v"), List.of(new Measurement(base, 2, null))));
      assertThat(rows(named("by.value").withDimensions(having("k", text)), BY_SERIES))
          .as("value %s", text)
          .containsExactly(
              new Group<>(Dimensions.of("k", text), List.of(new Measurement(base, 3, text))));
      assertThat(rows(named("by.key"), new Grouping.ByDimensions(List.of(text))))
          .as("group by %s", text)
          .contains(new Group<>(Dimensions.of(text, "v"), List.of(new Measurement(base, 2, null))));
    }
    assertThat(metrics().dimensionValues(named("by.value"), "k"))
        .containsExactlyInAnyOrderElementsOf(texts);
    assertThat(metrics().dimensionNames(named("by.key")))
        .containsExactlyInAnyOrderElementsOf(texts);
  }

  @Test
  void keepsTenantsApartWhateverTheyAreCalled() {
    String hostile = tenant + "' OR '1' = '1";
    post(posted("m", Dimensions.of("k", "mine"), base, 1, null));
    postAs(hostile, posted("m", Dimensions.of("k", "theirs"), base, 2, null));

    assertThat(single("m")).extracting(Measurement::value).containsExactly(1.0);
    assertThat(metrics().dimensionValues(all(), "k")).containsExactly("mine");
    assertThat(metrics().metrics(MetricFilter.of(hostile)))
        .containsExactly(new MetricId("m", Dimensions.of("k", "theirs")));
    assertThat(metrics().metrics(MetricFilter.of("nobody" + tenant))).isEmpty();
  }

  @Test
  void readsPointsOfTheFutureAndOfThePast() {
    long past = nowMs() - Duration.ofDays(44).toMillis();
    long future = nowMs() + Duration.ofDays(3000).toMillis();
    post(posted("m", NONE, past, 1, null), posted("m", NONE, future, 2, null));

    assertThat(single("m")).extracting(Measurement::timestampMs).containsExactly(past, future);
    assertThat(statistics("m", TimeRange.ALL, 3600))
        .extracting(Statistics::sum)
        .containsExactly(1.0, 2.0);
    assertThat(metrics().names(all().withRange(TimeRange.since(future)))).containsExactly("m");
  }

  @Test
  void keepsNumbersToTheLastBit() {
    double[] numbers = {
      0.1, -0.0, 1e15, 9007199254740993.0, Double.MIN_VALUE, -Double.MAX_VALUE, 123456.789, -17
    };
    PostedMetric[] points =
        IntStream.range(0, numbers.length)
            .mapToObj(i -> posted("m", NONE, base + i, numbers[i], null))
            .toArray(PostedMetric[]::new);
    post(points);

    assertThat(single("m").stream().mapToDouble(Measurement::value).toArray())
        .containsExactly(numbers);
  }

  @Test
  void leavesOutDimensionsWithoutAValue() {
    post(posted("m", Dimensions.of("a", "", "b", "x"), base, 1, null));

    assertThat(metrics().metrics(all()))
        .containsExactly(new MetricId("m", Dimensions.of("b", "x")));
  }

  @Test
  void readsCataloguedAndPostedPointsOfANameAsOne() {
    Dimensions dimensions = Dimensions.of("pod_name", "p");
    store(
        encoder ->
            out ->
                encoder.encode(
                    sampled(dimensions, base, "container.mem.rss_bytes", 10), nowMs(), out));
    post(posted("container.mem.rss_bytes", dimensions, base + 1000, 20, null));

    assertThat(single("container.mem.rss_bytes"))
        .extracting(Measurement::value)
        .containsExactly(10.0, 20.0);
    assertThat(statistics("container.mem.rss_bytes", TimeRange.ALL, 60))
        .containsExactly(new Statistics(base, 2, 30, 10, 20));
    assertThat(metrics().metrics(all())).hasSize(1);
  }

  @Test
  void keepsPostedNamesApartFromMeasurementsOfOurOwn() {
    Dimensions pod = Dimensions.of("pod_name", "p");
    store(
        encoder ->
            out -> encoder.encode(sampled(pod, base, "container.mem.rss_bytes", 1), nowMs(), out));
    List<String> names = List.of("container", "log", "_series", "log_lines", "transitions");
    post(names.stream().map(name -> posted(name, pod, base, 2, null)).toArray(PostedMetric[]::new));
    store(encoder -> out -> encoder.encode(sampled(pod, base, "pod", 3), nowMs(), out));

    for (String name : names) {
      assertThat(single(name)).extracting(Measurement::value).containsExactly(2.0);
    }
    assertThat(single("container.mem.rss_bytes")).hasSize(1);
    assertThat(single("pod")).extracting(Measurement::value).containsExactly(3.0);
    assertThat(metrics().names(all()))
        .containsExactly(
            "_series",
            "container",
            "container.mem.rss_bytes",
            "log",
            "log_lines",
            "pod",
            "transitions");
  }

  @Test
  void addsLateTotalsToTheirWindow() {
    Dimensions namespace = Dimensions.of("namespace", "shop");
    String name = "namespace.cpu.total_time_sec";
    store(
        encoder ->
            out -> {
              encoder.encode(window(namespace, base, 0, name, 3), nowMs(), out);
              encoder.encode(window(namespace, base, 1, name, 0.5), nowMs(), out);
              encoder.encode(window(namespace, base, 59_999_999_999L, name, 0.25), nowMs(), out);
              return encoder.encode(window(namespace, base + MINUTE, 0, name, 5), nowMs(), out);
            });

    assertThat(single(name))
        .containsExactly(
            new Measurement(base, 3.75, null), new Measurement(base + MINUTE, 5, null));
    assertThat(statistics(name, TimeRange.since(base), 300))
        .containsExactly(new Statistics(base, 2, 8.75, 3.75, 5));
    MetricFilter inside = named(name).withRange(new TimeRange(base + 1, base + MINUTE));
    assertThat(rows(inside, MERGED)).isEmpty();
    assertThat(metrics().metrics(inside)).isEmpty();
  }

  @Test
  void doesNotCountASampledMetricAgainInItsRollUp() {
    Dimensions pod = Dimensions.of("pod_name", "p");
    String name = "container.mem.rss_bytes";
    store(
        encoder ->
            out -> {
              encoder.encode(sampled(pod, base, name, 4), nowMs(), out);
              Rollup rollup = new Rollup(name, 4, 4, 1, 4, 4);
              return encoder.encode(
                  new RollupBatch(tenant, pod, Tier.MINUTE, base, 0, List.of(rollup)),
                  nowMs(),
                  out);
            });

    assertThat(single(name)).hasSize(1);
    assertThat(statistics(name, TimeRange.ALL, 60))
        .extracting(Statistics::count)
        .containsExactly(1L);
  }

  @Test
  void givesOverADayTheSameStatisticsFromMinutesAsFromRawPoints() {
    Dimensions pod = Dimensions.of("pod_name", "p");
    String name = "container.mem.rss_bytes";
    long start = base - 40 * HOUR;
    store(
        encoder ->
            out -> {
              for (int minute = 0; minute < 45 * 60; minute += 7) {
                long window = start + minute * MINUTE;
                encoder.encode(sampled(pod, window + 10_000, name, minute), nowMs(), out);
                encoder.encode(sampled(pod, window + 40_000, name, minute + 2), nowMs(), out);
                Rollup rollup = new Rollup(name, minute + 1, 2 * minute + 2, 2, minute, minute + 2);
                encoder.encode(
                    new RollupBatch(tenant, pod, Tier.MINUTE, window, 0, List.of(rollup)),
                    nowMs(),
                    out);
              }
              return 0;
            });
    TimeRange ragged = new TimeRange(start + 20_000, start + 44 * HOUR + 20_000);
    List<Statistics> byMinutes = statistics(name, ragged, 3600);
    List<Statistics> byPoints = new ArrayList<>();
    for (long hour = start; hour < ragged.untilMs(); hour += HOUR) {
      byPoints.addAll(statistics(name, ragged.intersect(new TimeRange(hour, hour + HOUR)), 3600));
    }

    assertThat(byMinutes).isEqualTo(byPoints).hasSize(44);
    assertThat(byMinutes.stream().mapToLong(Statistics::count).sum())
        .isEqualTo(single(named(name).withRange(ragged)).size());
  }

  @Test
  void listsExactlyTheSeriesWithAPointInTheRange() {
    post(
        posted("early", NONE, base + 10 * MINUTE, 1, null),
        posted("middle", NONE, base + HOUR, 1, null),
        posted("late", NONE, base + 2 * HOUR + 10 * MINUTE, 1, null));
    long a = base + 10 * MINUTE;
    long b = base + 2 * HOUR + 10 * MINUTE;

    assertThat(names(a, b)).containsExactly("early", "middle");
    assertThat(names(a + 1, b + 1)).containsExactly("late", "middle");
    assertThat(names(a, a + 1)).containsExactly("early");
    assertThat(names(a + 1, a + 2)).isEmpty();
    assertThat(names(base + HOUR, base + 2 * HOUR)).containsExactly("middle");
    assertThat(names(base, a)).isEmpty();
    assertThat(names(b, a)).isEmpty();
  }

  @Test
  void filtersByValueAlternativesAndPresence() {
    post(
        posted("m", Dimensions.of("a", "1", "b", "x"), base, 1, null),
        posted("m", Dimensions.of("a", "2"), base, 2, null),
        posted("m", Dimensions.of("a", "3", "b", "y"), base, 3, null));

    assertThat(values(filter(Map.of("a", List.of("1"))))).containsExactly(1.0);
    assertThat(values(filter(Map.of("a", List.of("1", "2"))))).containsExactly(1.0, 2.0);
    assertThat(values(filter(Map.of("b", List.of())))).containsExactly(1.0, 3.0);
    assertThat(values(filter(Map.of("a", List.of("1"), "b", List.of("y"))))).isEmpty();
    assertThat(values(filter(Map.of("nowhere", List.of())))).isEmpty();
    assertThat(metrics().metrics(filter(Map.of("b", List.of())))).hasSize(2);
  }

  @Test
  void groupsByKeysAndLetsAGroupLackAKey() {
    post(
        posted("m", Dimensions.of("a", "1", "b", "x"), base, 1, null),
        posted("m", Dimensions.of("a", "1", "b", "y"), base + 1, 2, null),
        posted("m", Dimensions.of("b", "z"), base + 2, 3, null));

    assertThat(rows("m", new Grouping.ByDimensions(List.of("a"))))
        .extracting(Group::dimensions, group -> group.rows().size())
        .containsExactly(tuple(NONE, 1), tuple(Dimensions.of("a", "1"), 2));
    assertThat(rows("m", MERGED)).singleElement().extracting(Group::dimensions).isEqualTo(NONE);
    assertThat(metrics().groups(query(named("m"), BY_SERIES, null, 1))).hasSize(3);
  }

  @Test
  void pagesThroughManyGroupsWithoutGapOrRepeat() {
    List<PostedMetric> points = new ArrayList<>();
    for (int series = 0; series < 60; series++) {
      for (int i = 0; i <= series % 4; i++) {
        Dimensions dimensions = Dimensions.of("s", "%03d".formatted(series));
        points.add(posted("m", dimensions, base + i * MINUTE, series + i, null));
      }
    }
    post(points.toArray(PostedMetric[]::new));

    for (Grouping grouping : List.of(BY_SERIES, MERGED)) {
      List<Measurement> whole = flat(rows("m", grouping));
      List<Measurement> paged = new ArrayList<>();
      Cursor cursor = null;
      boolean more = true;
      while (more) {
        Page<Measurement> page = metrics().measurements(query(named("m"), grouping, cursor, 60));
        paged.addAll(flat(page.groups()));
        more = page.more();
        cursor = more ? last(page) : null;
      }
      assertThat(whole).hasSize(150);
      assertThat(paged).isEqualTo(whole);
    }
    Page<Statistics> page =
        metrics().statistics(query(named("m"), MERGED, new Cursor(NONE, base), 2), 60);
    assertThat(page.groups().get(0).rows())
        .extracting(Statistics::timestampMs)
        .containsExactly(base + MINUTE, base + 2 * MINUTE);
    assertThat(page.more()).isTrue();
  }

  @Test
  void countsOnlyPointsInsideTheRangeInRaggedPeriods() {
    for (int second = 0; second < 10; second++) {
      post(posted("m", NONE, base + second * 1000, second, null));
    }

    List<Statistics> statistics = statistics("m", new TimeRange(base + 2000, base + 9000), 5);
    assertThat(statistics)
        .containsExactly(
            new Statistics(base, 3, 9, 2, 4), new Statistics(base + 5000, 4, 26, 5, 8));
    assertThat(statistics.get(0).avg()).isEqualTo(3);
  }

  private List<String> names(long from, long until) {
    return metrics().names(all().withRange(new TimeRange(from, until)));
  }

  private MetricFilter all() {
    return MetricFilter.of(tenant);
  }

  private MetricFilter named(String name) {
    return all().withName(name);
  }

  private MetricFilter filter(Map<String, List<String>> alternatives) {
    return named("m").withDimensions(new DimensionFilter(alternatives));
  }

  private static DimensionFilter having(String key, String value) {
    return DimensionFilter.of(Dimensions.of(key, value));
  }

  private static SeriesQuery query(
      MetricFilter filter, Grouping grouping, Cursor after, int limit) {
    return new SeriesQuery(filter, grouping, after, limit);
  }

  private List<Group<Measurement>> rows(String name, Grouping grouping) {
    return rows(named(name), grouping);
  }

  private List<Group<Measurement>> rows(MetricFilter filter, Grouping grouping) {
    return metrics().measurements(query(filter, grouping, null, 10_000)).groups();
  }

  private List<Measurement> single(String name) {
    return single(named(name));
  }

  private List<Measurement> single(MetricFilter filter) {
    return flat(rows(filter, MERGED));
  }

  private List<Double> values(MetricFilter filter) {
    return single(filter).stream().map(Measurement::value).sorted().toList();
  }

  private List<Statistics> statistics(String name, TimeRange range, long period) {
    SeriesQuery query = query(named(name).withRange(range), MERGED, null, 10_000);
    return flat(metrics().statistics(query, period).groups());
  }

  private static <R extends Row> List<R> flat(List<Group<R>> groups) {
    return groups.stream().flatMap(group -> group.rows().stream()).toList();
  }

  private static <R extends Row> Cursor last(Page<R> page) {
    Group<R> group = page.groups().get(page.groups().size() - 1);
    return new Cursor(group.dimensions(), group.rows().get(group.rows().size() - 1).timestampMs());
  }

  private static PostedMetric posted(
      String name, Dimensions dimensions, long timestampMs, double value, String meta) {
    return new PostedMetric(name, dimensions, timestampMs, value, meta);
  }

  private MetricBatch sampled(Dimensions dimensions, long timestampMs, String name, double value) {
    return new MetricBatch(
        tenant, dimensions, timestampMs, Feeder.RATES, false, Values.of(name, value));
  }

  private RollupBatch window(
      Dimensions dimensions, long startMs, long delta, String name, double total) {
    Rollup rollup = new Rollup(name, total, 100 * total, 4, total / 2, total * 2);
    return new RollupBatch(tenant, dimensions, Tier.MINUTE, startMs, delta, List.of(rollup));
  }

  private void post(PostedMetric... points) {
    postAs(tenant, points);
  }

  private void postAs(String owner, PostedMetric... points) {
    PostedMetrics posted = new PostedMetrics(owner, List.of(points));
    store(encoder -> out -> encoder.encode(posted, nowMs(), out));
  }

  /** Encodes something into a batch; how many points were too old. */
  private interface Filling {
    int fill(LineBatch out);
  }

  private interface Encoding {
    Filling with(RecordEncoder encoder);
  }

  private void store(Encoding encoding) {
    LineBatch batch = new LineBatch();
    assertThat(encoding.with(newEncoder()).fill(batch)).isZero();
    batch
        .byTarget()
        .forEach(
            (target, lines) -> {
              if (lines.count() > 0) {
                assertThat(writer().write(target, lines, 0, lines.count()))
                    .isEqualTo(new WriteOutcome.Accepted(0));
              }
            });
  }
}
