package io.miharu.alarmengine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.alarmengine.Samples;
import io.miharu.model.Alarm;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmInput;
import io.miharu.model.AlarmRecord;
import io.miharu.model.AlarmSeries;
import io.miharu.model.AlarmState;
import io.miharu.model.ClockMark;
import io.miharu.model.Definition;
import io.miharu.model.DefinitionChanged;
import io.miharu.model.Dimensions;
import io.miharu.model.Feeder;
import io.miharu.model.Matched;
import io.miharu.model.MetricBatch;
import io.miharu.model.MetricId;
import io.miharu.model.MetricRecord;
import io.miharu.model.Notification;
import io.miharu.model.NotificationMethod;
import io.miharu.model.PostedRecord;
import io.miharu.model.StateTransition;
import io.miharu.model.TaskMark;
import io.miharu.model.Values;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import io.miharu.runtime.kafka.Topic;
import io.miharu.runtime.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmTopologyTest {
  private static final long T0 = 1_700_000_040_000L;
  private static final AlarmDefinition HIGH =
      Samples.definition("d1", "max(cpu.user_perc) > 90", List.of("hostname"), List.of("m1", "m2"));

  @TempDir Path directory;
  private TopologyTestDriver driver;
  private TestInputTopic<String, Definition> definitions;
  private TestInputTopic<String, MetricRecord> metrics;
  private TestInputTopic<String, PostedRecord> posted;
  private TestOutputTopic<String, AlarmInput> inputs;
  private TestOutputTopic<String, AlarmRecord> alarms;
  private TestOutputTopic<String, StateTransition> transitions;
  private TestOutputTopic<String, Notification> notifications;

  @BeforeEach
  void start() {
    start(directory.resolve("first"));
  }

  private void start(Path stateDirectory) {
    Configuration configuration =
        Configuration.load(null, Map.of(), Map.of(), List.of(KafkaConfig.class));
    driver =
        new TopologyTestDriver(
            AlarmTopology.build(
                1, Duration.ofSeconds(30), new EngineMetrics(new SimpleMeterRegistry())),
            RunningTopology.settings(
                new KafkaClients(configuration.of(KafkaConfig.class)), "0", stateDirectory));
    definitions = input(Topics.DEFINITIONS);
    metrics = input(Topics.METRICS);
    posted = input(Topics.POSTED);
    inputs = output(Topics.ALARM_INPUTS);
    alarms = output(Topics.ALARMS);
    transitions = output(Topics.TRANSITIONS);
    notifications = output(Topics.NOTIFICATIONS);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private <T> TestInputTopic<String, T> input(Topic<T> topic) {
    return driver.createInputTopic(topic.name(), new StringSerializer(), topic.serializer());
  }

  private <T> TestOutputTopic<String, T> output(Topic<T> topic) {
    return driver.createOutputTopic(topic.name(), new StringDeserializer(), topic.deserializer());
  }

  private void define(AlarmDefinition definition) {
    definitions.pipeInput(definition.key(), definition);
  }

  private void post(String host, long timestamp, double value) {
    posted.pipeInput("t1", Samples.posted("cpu.user_perc", host, timestamp, value));
  }

  @Test
  void leadsFromADefinitionAndAMeasurementToANotificationForEachAction() {
    define(HIGH);
    post("n1", T0 - 10, 12);
    post("n1", T0, 95);

    StateTransition transition = transitions.readValue();
    assertThat(transition.newState()).isEqualTo(AlarmState.ALARM);
    assertThat(transition.metrics())
        .containsExactly(new MetricId("cpu.user_perc", Dimensions.of("hostname", "n1")));
    assertThat(transitions.isEmpty()).isTrue();

    List<KeyValue<String, Notification>> asked = notifications.readKeyValuesToList();
    assertThat(asked).extracting(entry -> entry.value.methodId()).containsExactly("m1", "m2");
    for (KeyValue<String, Notification> entry : asked) {
      assertThat(entry.key).isEqualTo(entry.value.id());
      assertThat(entry.value.status()).isEqualTo(Notification.Status.PENDING);
      assertThat(entry.value.transition()).isEqualTo(transition);
    }

    Map<String, AlarmRecord> table = alarms.readKeyValuesToMap();
    Alarm alarm = (Alarm) table.remove(transition.alarmId());
    assertThat(alarm.state()).isEqualTo(AlarmState.ALARM);
    assertThat(alarm.matchValues()).isEqualTo(Dimensions.of("hostname", "n1"));
    assertThat(table).hasSize(1);
    table.forEach(
        (key, value) -> {
          assertThat(key).startsWith(alarm.id() + "/");
          assertThat(value).isEqualTo(new AlarmSeries(alarm.id(), transition.metrics().get(0)));
        });
  }

  @Test
  void notifiesNobodyWhenActionsAreDisabled() {
    define(Samples.withoutActions(HIGH));
    post("n1", T0 - 10, 12);
    post("n1", T0, 95);

    assertThat(transitions.getQueueSize()).isEqualTo(1);
    assertThat(notifications.isEmpty()).isTrue();
  }

  @Test
  void forwardsOnlyWhatFitsAndWhereItCameFrom() {
    define(HIGH);
    inputs.readValuesToList();
    Dimensions n1 = Dimensions.of("hostname", "n1");
    metrics.pipeInput(
        "n1",
        new MetricBatch(
            "t1", n1, T0, Feeder.RATES, false, Values.of("cpu.idle_perc", 5, "cpu.user_perc", 7)));
    metrics.pipeInput(
        "n1", new MetricBatch("t2", n1, T0, Feeder.RATES, false, Values.of("cpu.user_perc", 7)));

    assertThat(inputs.readValuesToList())
        .containsExactly(new Matched("d1", Feeder.RATES, n1, T0, Values.of("cpu.user_perc", 7)));
  }

  @Test
  void tellsEvaluatorsOfAlarmDefinitionsOnly() {
    NotificationMethod method =
        new NotificationMethod("m1", "t1", "hook", "WEBHOOK", "http://x/", 0, 1, 1);
    definitions.pipeInput(method.key(), method);
    definitions.pipeInput(method.key(), null);
    define(HIGH);

    assertThat(inputs.readKeyValuesToList())
        .containsExactly(KeyValue.pair("d1", new DefinitionChanged("d1", HIGH)));
  }

  @Test
  void removesTheAlarmsOfADeletedDefinitionAndForwardsNothingMore() {
    define(HIGH);
    post("n1", T0, 95);
    Map<String, AlarmRecord> before = alarms.readKeyValuesToMap();

    definitions.pipeInput(HIGH.key(), null);
    Map<String, AlarmRecord> tombstones = alarms.readKeyValuesToMap();
    assertThat(tombstones.keySet()).isEqualTo(before.keySet());
    assertThat(tombstones.values()).containsOnlyNulls();

    inputs.readValuesToList();
    post("n1", T0 + 1_000, 99);
    assertThat(inputs.isEmpty()).isTrue();
  }

  @Test
  void passesProgressOnForEachFeeder() {
    metrics.pipeInput("x", new TaskMark(Feeder.RATES, 0, 2, 10_000, 12_000));
    assertThat(inputs.isEmpty()).isTrue();
    metrics.pipeInput("x", new TaskMark(Feeder.RATES, 1, 2, 11_000, 13_000));
    posted.pipeInput("x", new ClockMark(100_000));

    assertThat(inputs.readValuesToList())
        .containsExactly(
            new TaskMark(Feeder.RATES, 0, 1, 10_000, 12_000),
            new TaskMark(Feeder.POSTED, 0, 1, 70_000, 100_000));
  }

  @Test
  void judgesAWindowOfPostedPointsWhenTheAlarmDelayIsOver() {
    define(Samples.definition("d1", "avg(cpu.user_perc) > 90", List.of(), List.of("m1")));
    long window = T0 - T0 % 60_000;
    posted.pipeInput("x", new ClockMark(window + 1_000));
    post("n1", window + 2_000, 95);
    clockFromTo(window + 2_000, window + 89_000);
    assertThat(transitions.isEmpty()).isTrue();

    clockFromTo(window + 90_000, window + 91_000);
    assertThat(transitions.readValue().newState()).isEqualTo(AlarmState.ALARM);
  }

  private void clockFromTo(long first, long last) {
    for (long clock = first; clock <= last; clock += 1_000) {
      posted.pipeInput("x", new ClockMark(clock));
    }
  }

  @Test
  void replayGivesTheSameRecordsAndIds() {
    List<List<?>> first = story();
    stop();
    start(directory.resolve("second"));

    assertThat(story()).isEqualTo(first);
    assertThat(first).noneMatch(List::isEmpty);
  }

  private List<List<?>> story() {
    define(HIGH);
    post("n1", T0, 95);
    post("n2", T0 + 10, 12);
    clockFromTo(T0, T0 + 180_000);
    post("n2", T0 + 170_000, 97);
    return List.of(
        alarms.readKeyValuesToList(),
        transitions.readKeyValuesToList(),
        notifications.readKeyValuesToList());
  }

  /** That they land among the dead letters only a real broker shows: the driver drops them. */
  @Test
  void goesOnBehindWhatItCannotRead() {
    define(HIGH);
    TestInputTopic<byte[], byte[]> raw =
        driver.createInputTopic(
            Topics.METRICS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    raw.pipeInput(bytes("n1"), bytes("{\"type\":\"metrics\","));
    raw.pipeInput(
        bytes("mark without its feeder"),
        bytes("{\"type\":\"progress\",\"task\":0,\"tasks\":1,\"completeThrough\":1,\"clock\":1}"));
    raw.pipeInput(null, (byte[]) null);
    post("n1", T0 - 10, 12);
    post("n1", T0, 95);

    assertThat(transitions.getQueueSize()).isEqualTo(1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
