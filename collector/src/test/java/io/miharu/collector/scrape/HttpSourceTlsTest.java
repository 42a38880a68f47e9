package io.miharu.collector.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server with a certificate that it signed itself, as kubelets have. */
class HttpSourceTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static HttpsServer server;
  private static Path ca;

  @BeforeAll
  static void start() throws Exception {
    KeyStore keys = selfSigned();
    ca = folder.resolve("ca.crt");
    Files.writeString(
        ca,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("kubelet").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("up 1\n".getBytes());
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void refusesUnknownCertificateWithRemedy() {
    assertThatThrownBy(() -> fetch(Optional.empty(), false))
        .isInstanceOf(ScrapeException.class)
        .hasMessageContaining("ca-file")
        .hasMessageContaining("insecure-skip-verify")
        .extracting(error -> ((ScrapeException) error).reason())
        .isEqualTo(Reason.TLS);
  }

  @Test
  void acceptsWhatTheCaSigned() throws ScrapeException {
    assertThat(fetch(Optional.of(ca), false)).isEqualTo("up 1\n");
  }

  @Test
  void acceptsAnythingWhenToldTo() throws ScrapeException {
    assertThat(fetch(Optional.empty(), true)).isEqualTo("up 1\n");
  }

  @Test
  void reportsMissingCaFile() {
    assertThatThrownBy(() -> fetch(Optional.of(folder.resolve("missing.crt")), false))
        .isInstanceOf(ScrapeException.class)
        .hasMessageContaining("missing.crt");
  }

  private static String fetch(Optional<Path> caFile, boolean skipVerify) throws ScrapeException {
    HttpUrl url = HttpUrl.get("https://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    try (HttpSource source =
        new HttpSource(
            new Endpoint(url, Optional.empty(), caFile, skipVerify), Duration.ofSeconds(20))) {
      return source.fetch(body -> new String(body.readAllBytes()));
    }
  }

  private static KeyStore selfSigned() throws Exception {
    Path file = folder.resolve("keys.p12");
    int exit =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "kubelet",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=n7",
                    "-ext",
                    "SAN=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    new String(PASSWORD)))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }
}
