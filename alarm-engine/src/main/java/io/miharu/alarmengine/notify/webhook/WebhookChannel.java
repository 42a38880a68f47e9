package io.miharu.alarmengine.notify.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.miharu.alarmengine.notify.Channel;
import io.miharu.alarmengine.notify.Outcome;
import io.miharu.model.Json;
import io.miharu.model.Notification;
import io.miharu.model.NotificationMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Tells by HTTP POST. Beside the body, headers after the Standard Webhooks specification: {@code
 * webhook-id}, the same at every attempt, and {@code webhook-timestamp}, seconds at this attempt. A
 * user and password in the address go out as basic authentication, as they did with Monasca.
 *
 * <p>Only status and reason of an answer are kept: its body may hold what the method's owner should
 * not see, and the address is a secret with many receivers, so neither reaches logs or ledger.
 */
public final class WebhookChannel implements Channel {
  /** The method type that it serves. */
  public static final String TYPE = "WEBHOOK";

  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectWriter WRITER = Json.writer(WebhookBody.class);

  private final OkHttpClient client;

  /**
   * @param timeout of one attempt, from the connection to the answer
   * @param maxInFlight attempts at the same time; the caller keeps to it too
   */
  public WebhookChannel(Duration timeout, int maxInFlight) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(maxInFlight);
    // Fairness between receivers is the caller's: two methods may share a host.
    dispatcher.setMaxRequestsPerHost(maxInFlight);
    this.client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .callTimeout(timeout)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CompletableFuture<Outcome> send(
      NotificationMethod method, Notification notification, long nowMs) {
    HttpUrl url = HttpUrl.parse(method.address());
    if (url == null) {
      return done(new Outcome.GivenUp("the method's address is not an http or https URL"));
    }
    byte[] body;
    try {
      body = WRITER.writeValueAsBytes(WebhookBody.of(notification.transition()));
    } catch (JsonProcessingException e) {
      return done(new Outcome.GivenUp("cannot write the body: " + e.getOriginalMessage()));
    }
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("webhook-id", notification.id())
            .header("webhook-timestamp", Long.toString(Math.floorDiv(nowMs, 1000L)))
            .post(RequestBody.create(body, JSON));
    if (!url.username().isEmpty()) {
      request.header("authorization", Credentials.basic(url.username(), url.password(), UTF_8));
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    client.newCall(request.build()).enqueue(new Judge(outcome, nowMs));
    return outcome;
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static CompletableFuture<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private record Judge(CompletableFuture<Outcome> outcome, long sentAtMs) implements Callback {
    @Override
    public void onResponse(Call call, Response response) {
      long nowMs =
          sentAtMs
              + Math.max(0, response.receivedResponseAtMillis() - response.sentRequestAtMillis());
      try (response) {
        outcome.complete(
            WebhookAnswer.judge(
                response.code(), response.message(), response.header("Retry-After"), nowMs));
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      // OkHttp's messages name host and port, never path or query.
      outcome.complete(
          new Outcome.RetryLater(e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }
}
