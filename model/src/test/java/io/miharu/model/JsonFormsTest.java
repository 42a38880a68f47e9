package io.miharu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire is a promise: these texts must stay readable for as long as topics may hold them. */
class JsonFormsTest {
  private static final Dimensions POD = Dimensions.of("namespace", "shop", "pod_name", "cart-0");

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(
            SampleRecord.class,
            new SampleBatch(
                "t",
                POD,
                1_000,
                500L,
                Values.of("container.mem.rss_bytes", 5),
                Values.of("container.cpu.total_time", 0.25)),
            """
            {"type":"samples","tenant":"t","dimensions":{"namespace":"shop","pod_name":"cart-0"},\
            "timestamp":1000,"started":500,"gauges":{"container.mem.rss_bytes":5.0},\
            "counters":{"container.cpu.total_time":0.25}}"""),
        Arguments.of(
            SampleRecord.class,
            new NodeMark("collector", "n7", 1_000, 15_000),
            """
            {"type":"mark","source":"collector","node":"n7","completeThrough":1000,\
            "interval":15000}"""),
        Arguments.of(LogRecord.class, new ClockMark(7), "{\"type\":\"clock\",\"clock\":7}"),
        Arguments.of(
            LogRecord.class,
            new LogBatch(
                "t",
                POD,
                "n7",
                "1:2:ab",
                List.of(new LogLine("stderr", 0, 9, LogLevel.ERROR, 5, 6, "boom"))),
            """
            {"type":"logs","tenant":"t","dimensions":{"namespace":"shop","pod_name":"cart-0"},\
            "node":"n7","file":"1:2:ab","lines":[{"stream":"stderr","start":0,"end":9,\
            "level":"ERROR","time":5,"storeTime":6,"text":"boom"}]}"""),
        Arguments.of(
            LogRecord.class,
            new Read("t", Dimensions.empty(), "n7", "1:2:ab", "/x/0.log", 0, 9, true, false),
            """
            {"type":"read","tenant":"t","dimensions":{},"node":"n7","file":"1:2:ab",\
            "path":"/x/0.log","from":0,"to":9,"closed":true,"optedOut":false}"""),
        Arguments.of(
            PostedRecord.class,
            new PostedMetrics("t", List.of(new PostedMetric("m", POD, 9, 1.5, null))),
            """
            {"type":"posted","tenant":"t","metrics":[{"name":"m","dimensions":{"namespace":"shop",\
            "pod_name":"cart-0"},"timestamp":9,"value":1.5}]}"""),
        Arguments.of(
            MetricRecord.class,
            new MetricBatch("t", POD, 9, Feeder.ROLLUPS, true, Values.of("pod.mem.rss_bytes", 5)),
            """
            {"type":"metrics","tenant":"t","dimensions":{"namespace":"shop","pod_name":"cart-0"},\
            "timestamp":9,"feeder":"rollups","window":true,"values":{"pod.mem.rss_bytes":5.0}}"""),
        Arguments.of(
            AlarmInput.class,
            new TaskMark(Feeder.RATES, 1, 3, 50, 60),
            """
            {"type":"progress","feeder":"rates","task":1,"tasks":3,"completeThrough":50,\
            "clock":60}"""),
        Arguments.of(
            AlarmInput.class,
            new DefinitionChanged("d", null),
            "{\"type\":\"definition\",\"definitionId\":\"d\"}"),
        Arguments.of(
            RollupBatch.class,
            new RollupBatch(
                "t", POD, Tier.MINUTE, 60_000, 0, List.of(new Rollup("m", 1, 4, 4, 1, 1))),
            """
            {"tenant":"t","dimensions":{"namespace":"shop","pod_name":"cart-0"},"tier":"1m",\
            "windowStart":60000,"delta":0,"metrics":[{"name":"m","total":1.0,"sum":4.0,"count":4,\
            "min":1.0,"max":1.0}]}"""),
        Arguments.of(
            Definition.class,
            new NotificationMethod("i", "t", "hook", "WEBHOOK", "http://h/", 0, 1, 2),
            """
            {"type":"notification-method","id":"i","tenant":"t","name":"hook","kind":"WEBHOOK",\
            "address":"http://h/","period":0,"createdAt":1,"updatedAt":2}"""));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isWrittenAndReadAsPromised(Class<?> topicType, Object record, String json)
      throws JsonProcessingException {
    assertThat(Json.writer(topicType).writeValueAsString(record)).isEqualTo(json);
    assertThat(Json.reader(topicType).<Object>readValue(json)).isEqualTo(record);
  }

  @Test
  void unknownFieldsAreIgnored() throws JsonProcessingException {
    Object mark =
        Json.reader(SampleRecord.class).readValue("{\"type\":\"clock\",\"clock\":7,\"x\":[]}");
    assertThat(mark).isEqualTo(new ClockMark(7));
  }

  @Test
  void missingNumbersAndUnknownTypesAreErrors() {
    assertThatThrownBy(() -> Json.reader(SampleRecord.class).readValue("{\"type\":\"clock\"}"))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("clock");
    assertThatThrownBy(() -> Json.reader(SampleRecord.class).readValue("{\"type\":\"nothing\"}"))
        .isInstanceOf(JsonProcessingException.class);
  }
}
