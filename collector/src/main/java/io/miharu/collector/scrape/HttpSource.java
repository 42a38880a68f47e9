package io.miharu.collector.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Fetches the exposition text of one endpoint. The body is streamed, unpacked if need be. */
public final class HttpSource implements AutoCloseable {
  private static final String ACCEPT = "text/plain;version=0.0.4;q=1,*/*;q=0.1";

  private final Endpoint endpoint;
  private final Duration timeout;
  private volatile @Nullable OkHttpClient client;

  /**
   * @param timeout for the whole exchange, body included
   */
  public HttpSource(Endpoint endpoint, Duration timeout) {
    this.endpoint = endpoint;
    this.timeout = timeout;
  }

  /** Does something with a body and says something about it. */
  public interface BodyReader<T> {
    T read(InputStream body) throws IOException, ScrapeException;
  }

  /**
   * Fetches and hands the body over. A refused token is read again once, since tokens are rotated.
   *
   * @throws ScrapeException whatever fails, with the remedy
   */
  public <T> T fetch(BodyReader<T> reader) throws ScrapeException {
    try {
      String token = token();
      try (Response response = call(token)) {
        if (response.code() != 401 || token == null) {
          return read(response, reader);
        }
      }
      try (Response response = call(token())) {
        return read(response, reader);
      }
    } catch (IOException e) {
      throw explained(e);
    }
  }

  @Override
  public void close() {
    OkHttpClient built = client;
    if (built != null) {
      built.dispatcher().cancelAll();
      built.dispatcher().executorService().shutdown();
      built.connectionPool().evictAll();
    }
  }

  private Response call(@Nullable String token) throws IOException, ScrapeException {
    Request.Builder request = new Request.Builder().url(endpoint.url()).header("Accept", ACCEPT);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client().newCall(request.build()).execute();
  }

  private <T> T read(Response response, BodyReader<T> reader) throws IOException, ScrapeException {
    if (response.code() != 200) {
      throw refused(response.code());
    }
    ResponseBody body = response.body();
    if (body == null) {
      throw new ScrapeException(Reason.NOT_METRICS, "it answers without a body");
    }
    String type = String.valueOf(response.header("Content-Type")).toLowerCase(Locale.ROOT);
    BufferedSource source = body.source();
    if (type.contains("html") || type.contains("json") || beginsLikeHtml(source)) {
      throw new ScrapeException(
          Reason.NOT_METRICS,
          "it answers with "
              + (type.equals("null") ? "a web page" : type)
              + " instead of Prometheus text; check port and path of the URL");
    }
    return reader.read(source.inputStream());
  }

  private static boolean beginsLikeHtml(BufferedSource source) throws IOException {
    return source.request(1) && source.getBuffer().getByte(0) == '<';
  }

  private @Nullable String token() throws ScrapeException {
    if (endpoint.bearerTokenFile().isEmpty()) {
      return null;
    }
    try {
      return Files.readString(endpoint.bearerTokenFile().get()).strip();
    } catch (IOException e) {
      throw new ScrapeException(
          Reason.TOKEN,
          "the token file "
              + endpoint.bearerTokenFile().get()
              + " cannot be read ("
              + e
              + "); mount the service account's token, or correct bearer-token-file",
          e);
    }
  }

  /** Built when first needed, so that a missing file is a failed scrape and not a failed start. */
  private OkHttpClient client() throws ScrapeException {
    OkHttpClient built = client;
    if (built == null) {
      built = build();
      client = built;
    }
    return built;
  }

  private OkHttpClient build() throws ScrapeException {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .callTimeout(timeout)
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .followRedirects(false);
    try {
      if (endpoint.insecureSkipVerify()) {
        Tls.trustAll(builder);
      } else if (endpoint.caFile().isPresent()) {
        Tls.trust(builder, endpoint.caFile().get());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new ScrapeException(Reason.TLS, "the certificates in ca-file cannot be used: " + e, e);
    }
    return builder.build();
  }

  private static ScrapeException refused(int status) {
    return switch (status) {
      case 401 ->
          new ScrapeException(
              Reason.UNAUTHORIZED,
              "it answers 401: it wants a bearer token that it knows; set bearer-token-file to the"
                  + " service account's token");
      case 403 ->
          new ScrapeException(
              Reason.FORBIDDEN,
              "it answers 403: the token is known but may not read this; a kubelet wants a"
                  + " ClusterRole with get on nodes/metrics");
      case 404 ->
          new ScrapeException(
              Reason.STATUS, "it answers 404: check the path of the URL and the target's kind");
      default ->
          new ScrapeException(
              Reason.STATUS, "it answers " + status + ": look into the target's own log");
    };
  }

  private ScrapeException explained(IOException e) {
    if (e instanceof InterruptedIOException) {
      return new ScrapeException(
          Reason.TIMEOUT,
          "it took longer than "
              + timeout.toMillis()
              + " ms; look at the load of its machine, or raise miharu.collector.timeout",
          e);
    }
    if (e instanceof SSLException) {
      return new ScrapeException(
          Reason.TLS,
          "TLS fails ("
              + e.getMessage()
              + "); set ca-file to the CA that signed its certificate, or insecure-skip-verify",
          e);
    }
    if (e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException) {
      return new ScrapeException(
          Reason.UNREACHABLE,
          "nothing answers there (" + e.getMessage() + "); is it running, and is the URL right?",
          e);
    }
    return new ScrapeException(Reason.BROKEN, "its answer broke off (" + e + ")", e);
  }
}
