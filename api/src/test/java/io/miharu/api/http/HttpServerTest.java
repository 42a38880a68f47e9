package io.miharu.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
  private static final int MAX_BODY = 1000;
  private static final OkHttpClient CLIENT = new OkHttpClient();
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  private static HttpServer server;

  @BeforeAll
  static void start() {
    List<Route> routes =
        List.of(
            Route.get("/v2.0/things/{id}", r -> Answer.ok(Map.of("id", r.pathParameter("id")))),
            Route.get("/v2.0/things/count", r -> Answer.ok(Map.of("count", 7))),
            Route.get("/v2.0/things", r -> Answer.ok(r.listing(List.of("é")))),
            Route.delete("/v2.0/things/{id}", r -> Answer.noContent()),
            new Route(
                Route.Method.POST,
                "/v2.0/things",
                Access.WRITE,
                BodyType.JSON,
                r -> Answer.created(r.json())),
            new Route(
                Route.Method.GET,
                "/open",
                Access.PUBLIC,
                BodyType.NONE,
                r -> Answer.ok(Map.of("tenant", r.caller().tenant()))),
            Route.get(
                "/v2.0/broken",
                r -> {
                  throw new IllegalStateException("secret detail");
                }));
    Authenticator authenticator =
        header -> {
          String token = header.apply("X-Auth-Token");
          return new Caller(
              "t1", "reader".equals(token) ? Set.of(Role.READ_ONLY) : Set.of(Role.USER));
        };
    server = new HttpServer("127.0.0.1", 0, MAX_BODY, authenticator, routes, METERS).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void carriesListsWithTheCallersHostAndPath() throws IOException {
    try (Response response = get("/v2.0/things/?a=b%3Ac")) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.header("Content-Type")).isEqualTo("application/json");
      assertThat(response.header("x-openstack-request-id")).matches("req-[0-9a-f-]{36}");
      assertThat(response.body().string())
          .isEqualTo(
              "{\"links\":[{\"rel\":\"self\",\"href\":\"http://127.0.0.1:"
                  + server.port()
                  + "/v2.0/things?a=b%3Ac\"}],\"elements\":[\"é\"]}");
    }
  }

  @Test
  void prefersLiteralSegmentsToParameters() throws IOException {
    assertThat(json("/v2.0/things/count").get("count").asInt()).isEqualTo(7);
    assertThat(json("/v2.0/things/x%20y/").get("id").asText()).isEqualTo("x y");
  }

  @Test
  void answersDeletionWithoutBody() throws IOException {
    try (Response response = call("DELETE", "/v2.0/things/1", null, null)) {
      assertThat(response.code()).isEqualTo(204);
      assertThat(response.header("Content-Type")).isNull();
      assertThat(response.body().bytes()).isEmpty();
    }
  }

  @Test
  void namesTheMethodsThatAPathTakes() throws IOException {
    try (Response response = call("DELETE", "/v2.0/things", null, null)) {
      assertThat(response.code()).isEqualTo(405);
      assertThat(response.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
      assertError(response, 405);
    }
    try (Response response = call("BREW", "/v2.0/things/1", null, null)) {
      assertThat(response.code()).isEqualTo(405);
      assertThat(response.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "DELETE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2.0/nope", "/nope/nope", "/v2.0/things/1/2", "/v2.0"})
  void answersUnknownPathsAsJson(String path) throws IOException {
    try (Response response = get(path)) {
      assertError(response, 404);
    }
  }

  @Test
  void hidesWhatFailedInside() throws IOException {
    try (Response response = get("/v2.0/broken")) {
      String body = assertError(response, 500);
      assertThat(body).doesNotContain("secret").contains(response.header("x-openstack-request-id"));
    }
  }

  @Test
  void asksForRolesBeforeItLooksAtTheBody() throws IOException {
    try (Response response = call("POST", "/v2.0/things", "null", "application/json", "reader")) {
      assertError(response, 401);
      assertThat(response.header("WWW-Authenticate")).isEqualTo("Token");
    }
    try (Response response = call("GET", "/v2.0/things", null, null, "reader")) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void servesPublicRoutesWithoutACaller() throws IOException {
    assertThat(json("/open").get("tenant").asText()).isEmpty();
  }

  @Test
  void looksAtTheContentType() throws IOException {
    assertThat(post("{}", "application/json; charset=utf-8")).isEqualTo(201);
    assertThat(post("{}", "Application/JSON")).isEqualTo(201);
    assertThat(post("{}", "text/plain")).isEqualTo(400);
    assertThat(post("{}", null)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{nope",
        "{} {}",
        "[1,]",
        "\u0000",
        "{\"a\":01}",
        "'a'",
        "{\"a\":\"\\ud8\"}"
      })
  void refusesWhatIsNotJson(String body) throws IOException {
    assertThat(post(body, "application/json")).isEqualTo(400);
  }

  @Test
  void refusesDeepNestingHugeNumbersAndBrokenUtf8() throws IOException {
    assertThat(post("[".repeat(400), "application/json")).isEqualTo(400);
    assertThat(post("[".repeat(70) + "]".repeat(70), "application/json")).isEqualTo(400);
    byte[] broken = {'"', (byte) 0xc3, (byte) 0x28, '"'};
    assertThat(post(broken, "application/json")).isEqualTo(400);
  }

  @Test
  void refusesLargeBodiesAndKeepsTheConnection() throws IOException {
    String body = "\"" + "x".repeat(MAX_BODY * 3) + "\"";
    RequestBody json = RequestBody.create(body, MediaType.get("application/json"));
    try (Response response =
        CLIENT
            .newCall(new Request.Builder().url(url("/v2.0/things")).post(json).build())
            .execute()) {
      assertError(response, 413);
      assertThat(response.header("Retry-After")).isNull();
    }
    assertThat(post("\"" + "x".repeat(MAX_BODY - 2) + "\"", "application/json")).isEqualTo(201);
    assertThat(post("\"" + "x".repeat(MAX_BODY - 1) + "\"", "application/json")).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2.0/things/%zz",
        "/v2.0/things/%",
        "/v2.0/things/%c3%28",
        "/v2.0/things/%00",
        "/v2.0/things/a%2Fb",
        "/v2.0/things/..%2f..",
        "/v2.0/things?%zz=%",
        "/v2.0/things?a=%c3%28",
        "/v2.0/things?a=\u00e9",
        "/v2.0//things",
        "//",
        "/v2.0/things;x=y",
        "*",
        "http://other.example/v2.0/things",
      })
  void neverFailsOnAPath(String target) throws IOException {
    String answer = raw("GET " + target + " HTTP/1.1\r\nHost: mon\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 [24].*");
    assertThat(answer).doesNotContain("<html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v2.0/things HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /v2.0/things HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
        "GET /v2.0/things HTTP/1.0\r\n\r\n",
        "nonsense\r\n\r\n",
        "POST /v2.0/things HTTP/1.1\r\nHost: mon\r\nContent-Type: application/json\r\n"
            + "Content-Length: -5\r\nConnection: close\r\n\r\n",
        "POST /v2.0/things HTTP/1.1\r\nHost: mon\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
      })
  void neverFailsOnAMalformedRequest(String request) throws IOException {
    assertThat(raw(request)).doesNotContain("HTTP/1.1 5").doesNotContain("<html");
  }

  @Test
  void finishesWhatIsInFlightWhenItStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Route slow =
        new Route(
            Route.Method.GET,
            "/slow",
            Access.PUBLIC,
            BodyType.NONE,
            request -> {
              begun.countDown();
              await(release);
              return Answer.ok(Map.of());
            });
    HttpServer stopping =
        new HttpServer("127.0.0.1", 0, 10, h -> new Caller("t", Set.of()), List.of(slow), METERS)
            .start();
    String slowUrl = "http://127.0.0.1:" + stopping.port() + "/slow";
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> {
              try (Response response =
                  CLIENT.newCall(new Request.Builder().url(slowUrl).build()).execute()) {
                return response.code();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    await(begun);
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
    assertThatThrownBy(() -> stopped.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    release.countDown();

    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    stopped.get(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while in flight", e);
    }
  }

  @Test
  void countsRequestsByRoute() throws IOException {
    get("/v2.0/things/42").close();

    assertThat(
            METERS
                .get("miharu.api.requests")
                .tags("route", "/v2.0/things/{id}", "method", "GET", "status", "200")
                .timer()
                .count())
        .isPositive();
  }

  private static String assertError(Response response, int status) throws IOException {
    String body = response.body().string();
    assertThat(response.code()).isEqualTo(status);
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    JsonNode error = Json.mapper().readTree(body);
    assertThat(error.get("title").asText()).isNotEmpty();
    assertThat(error.get("description").asText()).isNotEmpty();
    assertThat(error.get("message")).isEqualTo(error.get("description"));
    assertThat(error.get("code").asInt()).isEqualTo(status);
    assertThat(error.at("/error/message").asText()).isEqualTo(error.get("title").asText());
    return body;
  }

  private static Response get(String path) throws IOException {
    return call("GET", path, null, null);
  }

  private static JsonNode json(String path) throws IOException {
    try (Response response = get(path)) {
      return Json.mapper().readTree(response.body().bytes());
    }
  }

  private static int post(String body, String contentType) throws IOException {
    return post(body.getBytes(StandardCharsets.UTF_8), contentType);
  }

  private static int post(byte[] body, String contentType) throws IOException {
    RequestBody json =
        RequestBody.create(body, contentType == null ? null : MediaType.get(contentType));
    Request request = new Request.Builder().url(url("/v2.0/things")).post(json).build();
    try (Response response = CLIENT.newCall(request).execute()) {
      return response.code();
    }
  }

  private static Response call(
      String method, String path, String body, String contentType, String... token)
      throws IOException {
    Request.Builder request =
        new Request.Builder()
            .url(url(path))
            .method(
                method, body == null ? null : RequestBody.create(body, MediaType.get(contentType)));
    if (token.length > 0) {
      request.header("X-Auth-Token", token[0]);
    }
    return CLIENT.newCall(request.build()).execute();
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        return reader.lines().collect(Collectors.joining("\n"));
      }
    }
  }
}
