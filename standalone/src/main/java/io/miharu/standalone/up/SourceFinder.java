package io.miharu.standalone.up;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Looks on this machine for what could be watched, when the user has named nothing. */
final class SourceFinder {
  private static final int KUBELET_PORT = 10250;
  private static final int CONNECT_TIMEOUT_MS = 300;
  private static final URI CADVISOR = URI.create("http://127.0.0.1:8080");
  private static final int LOOKED_AT_BYTES = 64 << 10;
  private static final List<String> LOG_DIRECTORIES =
      List.of("/var/log/pods", "/var/lib/docker/containers");
  private static final List<String> LOG_GLOBS =
      List.of("/var/log/pods/*/*/*.log", "/var/lib/docker/containers/*/*-json.log");

  private final OkHttpClient http;

  SourceFinder(OkHttpClient http) {
    this.http =
        http.newBuilder().callTimeout(5 * CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS).build();
  }

  /** What there is; where there is nothing, the demo. */
  Sources find() {
    List<URI> cadvisor = isCadvisor() ? List.of(CADVISOR) : List.of();
    boolean kubelet = listens(KUBELET_PORT);
    List<String> logs = new ArrayList<>();
    for (int i = 0; i < LOG_DIRECTORIES.size(); i++) {
      if (hasEntries(Path.of(LOG_DIRECTORIES.get(i)))) {
        logs.add(LOG_GLOBS.get(i));
      }
    }
    boolean nothing = cadvisor.isEmpty() && !kubelet && logs.isEmpty();
    return new Sources(cadvisor, kubelet, logs, nothing);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Port 8080 is popular: only what speaks of containers is taken for a cAdvisor. */
  private boolean isCadvisor() {
    Request request = new Request.Builder().url(CADVISOR + "/metrics").build();
    try (Response response = http.newCall(request).execute()) {
      return response.isSuccessful()
          && response.peekBody(LOOKED_AT_BYTES).string().contains("cadvisor_version_info");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasEntries(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return entries.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
