package io.miharu.api.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.api.http.ApiException;
import io.miharu.model.Json;
import io.miharu.model.NotificationMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodRulesTest {
  private static final MethodRules RULES =
      new MethodRules(List.of("webhook", "EMAIL", "PAGERDUTY"), List.of(60));

  @Test
  void offersTypesInUpperCaseAndOrder() {
    assertThat(RULES.types()).containsExactly("EMAIL", "PAGERDUTY", "WEBHOOK");
  }

  @ParameterizedTest
  @CsvSource({
    "EMAIL,a@b",
    "email,root@localhost",
    "WebHook,http://localhost:8080",
    "WEBHOOK,https://user:secret@host.strange-tld:99999/a?b=c#d",
    "WEBHOOK,HTTP://[::1]/x",
    "PAGERDUTY,anything at all",
  })
  void takesAddresses(String type, String address) throws JsonProcessingException {
    MethodRules.Body body =
        RULES.create(json("{'name':'n','type':'%s','address':'%s'}".formatted(type, address)));

    assertThat(body)
        .isEqualTo(new MethodRules.Body("n", type.toUpperCase(java.util.Locale.ROOT), address, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "EMAIL,ab",
    "EMAIL,@b",
    "EMAIL,a@",
    "WEBHOOK,//x",
    "WEBHOOK,localhost:123",
    "WEBHOOK,ftp://host/",
    "WEBHOOK,http://",
    "WEBHOOK,http:///path",
    "WEBHOOK,http://user@/",
    "WEBHOOK,http://:80/",
    "NOPE,x",
  })
  void refusesAddresses(String type, String address) {
    refused("{'name':'n','type':'%s','address':'%s'}".formatted(type, address));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "60,60", "'0',0", "\"60\",60", "\"0\",0"})
  void takesPeriods(String period, int seconds) throws JsonProcessingException {
    assertThat(RULES.replace(json(email("'period':" + period))).period()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'period':30",
        "'period':-60",
        "'period':60.0",
        "'period':'x'",
        "'period':''",
        "'period':null",
        "'period':[60]",
        "'period':99999999999999999999",
        "'period':60,'id':'1'",
        "'period':60,'name':''",
        "'period':60,'name':null",
        "'period':60,'name':7",
        "'period':60,'extra':1",
      })
  void refusesOtherBodies(String fields) {
    refused(email(fields));
  }

  @Test
  void boundsNameAndAddress() throws JsonProcessingException {
    String name = "é".repeat(250);
    assertThat(RULES.create(json(email("'name':'" + name + "'"))).name()).isEqualTo(name);
    refused(email("'name':'" + name + "x'"));
    assertThat(RULES.create(json(email("'address':'a@%s'".formatted("x".repeat(510))))).address())
        .hasSize(512);
    refused(email("'address':'a@%s'".formatted("x".repeat(511))));
  }

  @Test
  void wantsEveryFieldOfAReplacement() {
    assertThatThrownBy(() -> RULES.replace(json("{'name':'n','type':'EMAIL','address':'a@b'}")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("period");
    refused("{'type':'EMAIL','address':'a@b'}");
    refused("[]");
    refused("null");
  }

  @Test
  void judgesAPatchWithWhatIsStored() throws JsonProcessingException {
    NotificationMethod stored = new NotificationMethod("1", "t", "n", "EMAIL", "a@b", 60, 1, 1);

    assertThat(RULES.patch(json("{}"), stored))
        .isEqualTo(new MethodRules.Body("n", "EMAIL", "a@b", 60));
    assertThat(RULES.patch(json("{'name':'m','period':0}"), stored))
        .isEqualTo(new MethodRules.Body("m", "EMAIL", "a@b", 0));
    assertThatThrownBy(() -> RULES.patch(json("{'type':'WEBHOOK'}"), stored))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> RULES.patch(json("{'links':[]}"), stored))
        .isInstanceOf(ApiException.class);
  }

  private static String email(String fields) {
    return "{'name':'n','type':'EMAIL','address':'a@b'," + fields + "}";
  }

  private static void refused(String body) {
    assertThatThrownBy(() -> RULES.create(json(body)))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(400));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.mapper()
        .readerFor(JsonNode.class)
        .with(JsonReadFeature.ALLOW_SINGLE_QUOTES)
        .readValue(text);
  }
}
