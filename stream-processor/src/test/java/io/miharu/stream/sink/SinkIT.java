package io.miharu.stream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.embedded.EmbeddedBroker;
import io.miharu.embedded.InfluxServer;
import io.miharu.embedded.InfluxdBinary;
import io.miharu.model.AlarmSeverity;
import io.miharu.model.AlarmState;
import io.miharu.model.ClockMark;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.LogBatch;
import io.miharu.model.LogLevel;
import io.miharu.model.LogLine;
import io.miharu.model.MetricBatch;
import io.miharu.model.PostedMetric;
import io.miharu.model.PostedMetrics;
import io.miharu.model.Rollup;
import io.miharu.model.RollupBatch;
import io.miharu.model.StateTransition;
import io.miharu.model.Tier;
import io.miharu.model.Values;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.health.Check;
import io.miharu.runtime.kafka.DeadLetters;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.TopicCreation;
import io.miharu.runtime.kafka.Topics;
import io.miharu.store.DimensionFilter;
import io.miharu.store.Group;
import io.miharu.store.Grouping;
import io.miharu.store.Lines;
import io.miharu.store.Measurement;
import io.miharu.store.MetricFilter;
import io.miharu.store.SeriesQuery;
import io.miharu.store.StoreWriter;
import io.miharu.store.Target;
import io.miharu.store.TimeRange;
import io.miharu.store.UnavailableReason;
import io.miharu.store.WriteOutcome;
import io.miharu.store.influxdb.InfluxSettings;
import io.miharu.store.influxdb.InfluxStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Clock CLOCK = Clock.systemUTC();

  private static EmbeddedBroker broker;
  private static KafkaClients clients;
  private static Configuration configuration;
  private static Producer<byte[], byte[]> producer;
  @TempDir private static Path directory;
  private static InfluxServer influxd;

  private final String tenant = UUID.randomUUID().toString();
  private final long now = Tier.MINUTE.windowStart(CLOCK.millis());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private InfluxStore store;
  private Sink sink;

  @BeforeAll
  static void startServers() {
    broker = EmbeddedBroker.startTemporary();
    configuration =
        Configuration.load(
            null,
            Map.of(),
            Map.of("miharu.kafka.bootstrap", broker.bootstrapServers()),
            List.of(KafkaConfig.class, SinkConfig.class));
    clients = new KafkaClients(configuration.of(KafkaConfig.class));
    try (Admin admin = clients.admin()) {
      new TopicCreation(admin, clients.topics()).apply(Topics.all());
    }
    producer = clients.byteProducer("test", Map.of());
    influxd = startInfluxd(0);
  }

  @AfterAll
  static void stopServers() {
    producer.close();
    influxd.close();
    broker.close();
  }

  @BeforeEach
  void start() {
    store = new InfluxStore(InfluxSettings.of(influxd.url(), "miharu"), CLOCK);
    sink = sink(store.writer());
    sink.start();
  }

  @AfterEach
  void stop() {
    sink.close();
    store.close();
  }

  @Test
  void storesWhatEachTopicHolds() throws Exception {
    Dimensions pod = Dimensions.of("pod_name", "p");
    String sampled = "container.mem.rss_bytes";
    Rollup rollup = new Rollup("pod.mem.rss_bytes", 7, 14, 2, 6, 8);
    send(
        Topics.METRICS,
        new MetricBatch(tenant, pod, now, Feeder.RATES, false, Values.of(sampled, 5)));
    send(
        Topics.METRICS,
        new MetricBatch(tenant, pod, now, Feeder.ROLLUPS, true, Values.of("pod.cpu.x", 1)));
    send(Topics.ROLLUPS, new RollupBatch(tenant, pod, Tier.MINUTE, now, 0, List.of(rollup)));
    send(Topics.POSTED, posted(point("own", now, 9)));
    send(Topics.POSTED, new ClockMark(now));
    LogLine line =
        new LogLine("stdout", 0, 9, LogLevel.INFO, now * 1_000_000, now * 1_000_000, "hello");
    send(Topics.LOGS, new LogBatch(tenant, pod, "n1", "f1", List.of(line)));
    StateTransition transition = transition();
    send(Topics.TRANSITIONS, transition);

    eventually(
        () -> {
          assertThat(values(sampled)).containsExactly(5.0);
          assertThat(values("pod.mem.rss_bytes")).containsExactly(7.0);
          assertThat(values("own")).containsExactly(9.0);
          assertThat(store.logs().lines(tenant, DimensionFilter.ANY, TimeRange.ALL, 10))
              .singleElement()
              .matches(stored -> stored.text().equals("hello"));
          assertThat(store.transitions().transitions(tenant, null, TimeRange.ALL, 0, 10))
              .containsExactly(transition);
        });
    assertThat(store.metrics().names(MetricFilter.of(tenant)))
        .containsExactly(sampled, "own", "pod.mem.rss_bytes");
    assertThat(sink.health()).extracting(Check::status).containsOnly(Check.Status.OK);
    eventually(
        () ->
            assertThat(meters.get("sink.lag").tag("topic", "miharu.posted").gauge().value())
                .isZero());
  }

  @Test
  void putsWhatIsBadAsideAndKeepsWhatIsAroundIt() throws Exception {
    List<PostedMetric> points = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      points.add(point("good", now + i, i));
    }
    points.add(500, point("bad", Long.MAX_VALUE, 1));
    send(Topics.POSTED, posted(point("before", now, 1)));
    RecordMetadata undecodable =
        sendBytes(
            Topics.POSTED.name(),
            "{\"type\":\"posted\",\"tenant\":[".getBytes(StandardCharsets.UTF_8));
    RecordMetadata refused = send(Topics.POSTED, new PostedMetrics(tenant, points));
    send(Topics.POSTED, posted(point("after", now, 1)));

    eventually(
        () -> {
          assertThat(values("before")).hasSize(1);
          assertThat(values("after")).hasSize(1);
          assertThat(values("good")).hasSize(1000);
        });
    ConsumerRecord<byte[], byte[]> whole = deadLetter(undecodable, "{");
    assertThat(header(whole, DeadLetters.MESSAGE_HEADER))
        .contains("PostedRecord for miharu.posted");
    ConsumerRecord<byte[], byte[]> line = deadLetter(refused, "bad,_tenant_id=" + tenant);
    assertThat(text(line)).endsWith(" 9223372036854775807\n");
    assertThat(header(line, DeadLetters.EXCEPTION_HEADER)).isEqualTo("Rejected");
    assertThat(header(line, DeadLetters.MESSAGE_HEADER)).contains("HTTP 400");
    assertThat(meters.get("sink.rejected").counter().count())
        .as("the line, and the entry of its series in the directory")
        .isEqualTo(2);
  }

  @Test
  void leavesOutAndCountsWhatIsOlderThanItsTargetKeeps() throws Exception {
    long old = now - Duration.ofDays(46).toMillis();
    send(Topics.POSTED, posted(point("m", old, 1), point("m", now, 2)));

    eventually(() -> assertThat(values("m")).containsExactly(2.0));
    assertThat(meters.get("sink.expired").counter().count()).isEqualTo(1);
  }

  @Test
  void losesNothingWhileTheStoreIsAway() throws Exception {
    send(Topics.POSTED, posted(point("m", now, 0)));
    eventually(() -> assertThat(values("m")).hasSize(1));
    int port = Integer.parseInt(influxd.url().substring(influxd.url().lastIndexOf(':') + 1));
    influxd.close();
    for (int i = 1; i <= 500; i++) {
      send(Topics.POSTED, posted(point("m", now + i, i)));
    }
    eventually(
        () ->
            assertThat(sink.health())
                .anyMatch(
                    check ->
                        check.status() == Check.Status.NOT_READY
                            && check.detail().contains("Start the store")));
    influxd = startInfluxd(port);

    eventually(() -> assertThat(values("m")).hasSize(501));
    eventually(
        () -> assertThat(sink.health()).extracting(Check::status).containsOnly(Check.Status.OK));
    assertThat(meters.get("sink.rejected").counter().count()).isZero();
  }

  @Test
  void makesADroppedDatabaseAgainAndAnnouncesItsSeries() throws Exception {
    send(Topics.POSTED, posted(point("m", now, 0)));
    eventually(() -> assertThat(values("m")).hasSize(1));
    drop("miharu");
    send(Topics.POSTED, posted(point("m", now, 1)));

    eventually(() -> assertThat(values("m")).containsExactly(1.0));
    send(Topics.POSTED, posted(point("m", now + 1, 2)));
    eventually(() -> assertThat(values("m")).containsExactly(1.0, 2.0));
    assertThat(store.metrics().names(MetricFilter.of(tenant))).containsExactly("m");
  }

  @Test
  void storesAgainWithoutADuplicateWhatWasNotCommitted() throws Exception {
    sink.close();
    AtomicInteger attempts = new AtomicInteger();
    // As if it were killed each time between the store's answer and the commit.
    StoreWriter unheard =
        new StoreWriter() {
          @Override
          public void prepare() {
            store.writer().prepare();
          }

          @Override
          public WriteOutcome write(Target target, Lines lines, int from, int to) {
            store.writer().write(target, lines, from, to);
            attempts.incrementAndGet();
            return new WriteOutcome.Unavailable(UnavailableReason.CONNECTION, "not heard");
          }
        };
    Sink killed = sink(unheard);
    killed.start();
    Dimensions pod = Dimensions.of("pod_name", "p");
    String sampled = "container.mem.rss_bytes";
    for (int i = 0; i < 100; i++) {
      send(Topics.POSTED, posted(point("m", now + i, i)));
      send(
          Topics.METRICS,
          new MetricBatch(tenant, pod, now + i, Feeder.RATES, false, Values.of(sampled, i)));
    }
    await().atMost(LIMIT).until(() -> attempts.get() >= 2);
    for (int i = 100; i < 200; i++) {
      send(Topics.POSTED, posted(point("m", now + i, i)));
    }
    // Long enough for offsets to be committed, if they were.
    await().atMost(LIMIT).until(() -> attempts.get() >= 8);
    killed.close();
    sink = sink(store.writer());
    sink.start();

    eventually(
        () -> {
          assertThat(values("m")).hasSize(200).doesNotHaveDuplicates();
          assertThat(values(sampled)).hasSize(100).doesNotHaveDuplicates();
        });
  }

  @Test
  void sharesTheWorkWithAnotherAndTakesOverFromIt() throws Exception {
    send(Topics.POSTED, posted(point("m", now, 0)));
    eventually(() -> assertThat(values("m")).hasSize(1));
    Sink other = sink(store.writer());
    other.start();
    for (int i = 1; i <= 300; i++) {
      send(Topics.POSTED, posted(point("m", now + i, i)));
    }
    eventually(() -> assertThat(partitions(other)).isPositive());
    assertThat(partitions(sink) + partitions(other)).isLessThanOrEqualTo(15);
    for (int i = 301; i <= 600; i++) {
      send(Topics.POSTED, posted(point("m", now + i, i)));
    }
    other.close();

    eventually(() -> assertThat(values("m")).hasSize(601));
    eventually(() -> assertThat(partitions(sink)).isEqualTo(15));
  }

  private static int partitions(Sink member) {
    String detail = member.health().get(1).detail();
    return Integer.parseInt(detail.substring(0, detail.indexOf(' ')));
  }

  @Test
  void keepsThePointThatWasPostedLast() throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 1; i <= 3000; i++) {
      byte[] value = Topics.POSTED.serializer().serialize(null, posted(point("m" + i % 7, now, i)));
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  Topics.POSTED.name(),
                  i % 7 % 3,
                  tenant.getBytes(StandardCharsets.UTF_8),
                  value)));
    }
    for (Future<RecordMetadata> future : sent) {
      future.get();
    }
    eventually(
        () -> {
          for (int series = 0; series < 7; series++) {
            int last = 3000 - Math.floorMod(3000 - series, 7);
            assertThat(values("m" + series)).containsExactly((double) last);
          }
        });
  }

  private Sink sink(StoreWriter writer) {
    return new Sink(
        clients, writer, store::newEncoder, configuration.of(SinkConfig.class), "", meters, CLOCK);
  }

  private static InfluxServer startInfluxd(int port) {
    Path program = new InfluxdBinary(InfluxdBinary.defaultCacheDirectory(), line -> {}).locate();
    return InfluxServer.start(program, directory.resolve("influxdb"), port);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(LIMIT).ignoreExceptions().untilAsserted(assertion);
  }

  private PostedMetrics posted(PostedMetric... points) {
    return new PostedMetrics(tenant, List.of(points));
  }

  private static PostedMetric point(String name, long timestampMs, double value) {
    return new PostedMetric(name, Dimensions.of("k", "v"), timestampMs, value, null);
  }

  private List<Double> values(String name) {
    MetricFilter filter = MetricFilter.of(tenant).withName(name);
    List<Group<Measurement>> groups =
        store
            .metrics()
            .measurements(new SeriesQuery(filter, new Grouping.Merged(), 10_000))
            .groups();
    return groups.stream().flatMap(group -> group.rows().stream()).map(Measurement::value).toList();
  }

  private StateTransition transition() {
    return new StateTransition(
        "id",
        tenant,
        "alarm",
        "definition",
        1,
        "name",
        "",
        AlarmSeverity.LOW,
        AlarmState.OK,
        AlarmState.ALARM,
        now,
        now,
        "reason",
        List.of(),
        0,
        List.of());
  }

  private <T> RecordMetadata send(Topic<T> topic, T value)
      throws ExecutionException, InterruptedException {
    return sendBytes(topic.name(), topic.serializer().serialize(topic.name(), value));
  }

  private RecordMetadata sendBytes(String topic, byte[] value)
      throws ExecutionException, InterruptedException {
    byte[] key = tenant.getBytes(StandardCharsets.UTF_8);
    return producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** The dead letter that came from a record and begins in some way. */
  private ConsumerRecord<byte[], byte[]> deadLetter(RecordMetadata origin, String beginning) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = clients.consumer("letters", Map.of())) {
      consumer.assign(
          consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList());
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                for (ConsumerRecord<byte[], byte[]> letter :
                    consumer.poll(Duration.ofMillis(200))) {
                  if (isFrom(origin, letter) && text(letter).startsWith(beginning)) {
                    found.add(letter);
                  }
                }
                return !found.isEmpty();
              });
    }
    return found.get(0);
  }

  private static boolean isFrom(RecordMetadata origin, ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, DeadLetters.TOPIC_HEADER).equals(origin.topic())
        && header(letter, DeadLetters.PARTITION_HEADER).equals("" + origin.partition())
        && header(letter, DeadLetters.OFFSET_HEADER).equals("" + origin.offset());
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static void drop(String database) throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(influxd.url() + "/query?q=DROP%20DATABASE%20" + database))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }
}
