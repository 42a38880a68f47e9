package io.miharu.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.miharu.api.http.ApiException;
import io.miharu.model.Dimensions;
import io.miharu.model.Json;
import io.miharu.model.PostedMetric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostedMetricReaderTest {
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .with(JsonReadFeature.ALLOW_SINGLE_QUOTES);

  @Test
  void readsOneMetric() throws JsonProcessingException {
    assertThat(
            read(
                "{'name':'queue.depth','dimensions':{'queue':'mail','hostname':'n7'},"
                    + "'timestamp':1735689600250,'value':12,'value_meta':{'note':'é \"x\"'}}"))
        .containsExactly(
            new PostedMetric(
                "queue.depth",
                Dimensions.of("hostname", "n7", "queue", "mail"),
                1_735_689_600_250L,
                12.0,
                "{\"note\":\"é \\\"x\\\"\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1795383823547.1887|1795383823547",
        "1.7e12|1700000000000",
        "0|0",
        "-1500.9|-1500",
        "9214646399999|9214646399999",
      })
  void dropsTheFractionOfATimestamp(String timestamp, long ms) throws JsonProcessingException {
    assertThat(read("{'name':'x','value':1,'timestamp':" + timestamp + "}"))
        .containsExactly(new PostedMetric("x", Dimensions.empty(), ms, 1.0, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'name':'a','timestamp':1,'value':1},{'name':'b','value':1}]|element 1 (b)|timestamp",
        "{'timestamp':1,'value':1}|metric|name must be a string, found nothing",
        "{'name':'','timestamp':1,'value':1}|metric|name",
        "{'name':7,'timestamp':1,'value':1}|metric|found number",
        "{'name':'a b','timestamp':1,'value':1}|metric|a b",
        "{'name':'x','timestamp':1}|metric (x)|value must be a number, found nothing",
        "{'name':'x','timestamp':1,'value':null}|metric (x)|found null",
        "{'name':'x','timestamp':1,'value':'1'}|metric (x)|found string",
        "{'name':'x','timestamp':1,'value':true}|metric (x)|found boolean",
        "{'name':'x','timestamp':1,'value':NaN}|metric (x)|finite",
        "{'name':'x','timestamp':1,'value':-Infinity}|metric (x)|finite",
        "{'name':'x','timestamp':1,'value':1e999}|metric (x)|finite",
        "{'name':'x','timestamp':'1','value':1}|metric (x)|timestamp must be a number",
        "{'name':'x','timestamp':NaN,'value':1}|metric (x)|timestamp",
        "{'name':'x','timestamp':1795305600000000000,'value':1}|metric (x)|in ms",
        "{'name':'x','timestamp':99999999999999999999999999,'value':1}|metric (x)|in ms",
        "{'name':'x','timestamp':1,'value':1,'dimensions':null}|metric (x)|dimensions",
        "{'name':'x','timestamp':1,'value':1,'dimensions':[]}|metric (x)|dimensions",
        "{'name':'x','timestamp':1,'value':1,'dimensions':{'a':1}}|metric (x)|'a'",
        "{'name':'x','timestamp':1,'value':1,'dimensions':{'_a':'b'}}|metric (x)|_a",
        "{'name':'x','timestamp':1,'value':1,'dimensions':{'a':''}}|metric (x)|'a'",
        "{'name':'x','timestamp':1,'value':1,'dimensions':{'a':'{'}}|metric (x)|{",
        "{'name':'x','timestamp':1,'value':1,'value_meta':'y'}|metric (x)|value_meta",
        "{'name':'x','timestamp':1,'value':1,'value_meta':{'':'y'}}|metric (x)|value_meta",
        "7|metric|must be an object",
        "[null]|element 0|must be an object",
      })
  void namesElementAndFieldOfAFault(String body, String where, String what) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(422))
        .hasMessageStartingWith(where + ":")
        .hasMessageContaining(what);
  }

  @Test
  void measuresValueMetaAsPythonWritesIt() throws JsonProcessingException {
    // {"k": "é…"}: ten characters around the value, six for each é.
    String fits = "é".repeat((2048 - 9) / 6) + "xxxxx";
    assertThat(read(withMeta("{'k':'" + fits + "'}"))).hasSize(1);
    assertThatThrownBy(() -> read(withMeta("{'k':'" + fits + "y'}")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("2048");
    assertThat(read(withMeta("{}"))).extracting(PostedMetric::valueMeta).containsOnlyNulls();
    assertThat(read(withMeta("null"))).extracting(PostedMetric::valueMeta).containsOnlyNulls();
    assertThat(read(withMeta("{'a':{'b':[1, 2]}}")))
        .extracting(PostedMetric::valueMeta)
        .containsExactly("{\"a\":{\"b\":[1,2]}}");
  }

  private static String withMeta(String meta) {
    return "{'name':'x','timestamp':1,'value':1,'value_meta':" + meta + "}";
  }

  private static List<PostedMetric> read(String body) throws JsonProcessingException {
    return PostedMetricReader.read(READER.readValue(body));
  }
}
