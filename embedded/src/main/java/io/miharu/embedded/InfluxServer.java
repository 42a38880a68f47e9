package io.miharu.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An influxd of InfluxDB 1.x as a private process, listening on 127.0.0.1 only, with its
 * configuration, data and log below one directory.
 *
 * <p>It ends with this JVM, however that ends, where {@code setpriv} exists; where it does not, or
 * its parent died in the very moment of the start, the next start on the same directory stops what
 * was left over. Thread-safe.
 */
public final class InfluxServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(InfluxServer.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Pattern LISTENING =
      Pattern.compile("Listening on HTTP.*?addr=127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final String url;
  private final Runnable afterClose;

  private InfluxServer(Process process, String url, Runnable afterClose) {
    this.process = process;
    this.url = url;
    this.afterClose = afterClose;
  }

  /** A login; the user is made an administrator. */
  public record Credentials(String user, String password) {
    /** Names the user only, so that a log line cannot leak the password. */
    @Override
    public String toString() {
      return "Credentials[user=" + user + "]";
    }
  }

  /**
   * Starts influxd without authentication and returns when it answers (0.1 s on an empty
   * directory).
   *
   * @param influxd the program, see {@link InfluxdBinary}
   * @param directory created if missing
   * @param port of HTTP; 0 for any free one
   * @throws ServerStartException if the port is in use, the directory is unusable or influxd fails
   */
  public static InfluxServer start(Path influxd, Path directory, int port) {
    return start(influxd, directory, port, Optional.empty(), () -> {});
  }

  /**
   * As {@link #start(Path, Path, int)}, but influxd asks for a login. On an empty directory the
   * user is created; afterwards the same credentials must be given.
   *
   * @throws ServerStartException also if the directory's server does not accept the credentials
   */
  public static InfluxServer start(
      Path influxd, Path directory, int port, Credentials credentials) {
    return start(influxd, directory, port, Optional.of(credentials), () -> {});
  }

  /**
   * An influxd for a test: any free port, a temporary directory that {@link #close()} deletes, the
   * program from {@link InfluxdBinary#defaultCacheDirectory()}.
   *
   * @throws ServerStartException if influxd cannot be had or fails
   */
  public static InfluxServer startTemporary() {
    var influxd = new InfluxdBinary(InfluxdBinary.defaultCacheDirectory(), log::info).locate();
    var directory = TemporaryDirectory.create("miharu-influxdb-");
    return start(influxd, directory.path(), 0, Optional.empty(), directory::delete);
  }

  private static InfluxServer start(
      Path influxd,
      Path dataDirectory,
      int port,
      Optional<Credentials> credentials,
      Runnable afterClose) {
    var directory = dataDirectory.toAbsolutePath().normalize();
    var configuration = directory.resolve("influxd.conf");
    var logFile = directory.resolve("influxd.log");
    stopLeftover(configuration);
    try {
      Files.createDirectories(directory);
      Files.writeString(
          configuration, InfluxSettings.toml(directory, port, credentials.isPresent()));
      if (Files.exists(logFile)) {
        Files.move(
            logFile, directory.resolve("influxd.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      expectFree(port);
      var process = new Guardian(command(influxd, configuration), logFile).launch();
      try {
        var url = "http://127.0.0.1:" + awaitPort(process, logFile);
        awaitAnswer(process, url, logFile);
        if (credentials.isPresent()) {
          logIn(process, logFile, url, credentials.get());
        }
        return new InfluxServer(process, url, afterClose);
      } catch (RuntimeException | IOException e) {
        stop(process.toHandle());
        throw e;
      }
    } catch (IOException e) {
      throw new ServerStartException(
          "InfluxDB could not be started in %s: %s".formatted(directory, e), e);
    }
  }

  /**
   * In a session of its own, so that Ctrl-C in the terminal reaches Miharu alone, which stops
   * influxd last; and with a signal for it when the parent dies.
   */
  private static List<String> command(Path influxd, Path configuration) {
    var command = new ArrayList<String>();
    if (Command.onPath("setsid").isPresent() && Command.onPath("setpriv").isPresent()) {
      command.addAll(List.of("setsid", "setpriv", "--pdeathsig", "TERM"));
    }
    command.addAll(List.of(influxd.toString(), "run", "-config", configuration.toString()));
    return command;
  }

  /** The configuration file's path, as the last argument, tells whose influxd a process is. */
  private static void stopLeftover(Path configuration) {
    ProcessHandle.allProcesses()
        .filter(
            other ->
                other
                    .info()
                    .commandLine()
                    .filter(line -> line.endsWith(" run -config " + configuration))
                    .isPresent())
        .forEach(
            leftover -> {
              log.info(
                  "Stopping influxd (process {}), left over from an earlier run", leftover.pid());
              stop(leftover);
            });
  }

  private static void expectFree(int port) throws IOException {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    } catch (BindException e) {
      throw new ServerStartException(
          "InfluxDB cannot listen on 127.0.0.1:%d: %s. Stop the process that holds the port, or choose another port (0 takes any free one)."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private static int awaitPort(Process process, Path logFile) throws IOException {
    var deadlineNs = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < deadlineNs) {
      var found = LISTENING.matcher(Files.exists(logFile) ? Files.readString(logFile) : "");
      if (found.find()) {
        return Integer.parseInt(found.group(1));
      }
      expectAlive(process, logFile);
    }
    throw failed("did not listen within %d s".formatted(START_TIMEOUT.toSeconds()), logFile);
  }

  private static void awaitAnswer(Process process, String url, Path logFile) throws IOException {
    var deadlineNs = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < deadlineNs) {
      if (statusOf(url + "/ping", "GET", Optional.empty()) == 204) {
        return;
      }
      expectAlive(process, logFile);
    }
    throw failed("did not answer within %d s".formatted(START_TIMEOUT.toSeconds()), logFile);
  }

  /** Gives influxd a moment, cut short by its end. */
  private static void expectAlive(Process process, Path logFile) throws IOException {
    try {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("ended with status " + process.exitValue(), logFile);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStartException("The start of InfluxDB was interrupted", e);
    }
  }

  private static ServerStartException failed(String what, Path logFile) throws IOException {
    var said = new Command.Result(1, Files.exists(logFile) ? Files.readString(logFile) : "");
    return new ServerStartException(
        "influxd %s. Its log, %s, ends:%n%s".formatted(what, logFile, said.lastWords()));
  }

  /** Right after its start influxd may refuse, for a moment, even what it will accept. */
  private static void logIn(Process process, Path logFile, String url, Credentials credentials)
      throws IOException {
    var login = Optional.of(credentials);
    var createUser =
        "CREATE USER \"%s\" WITH PASSWORD '%s' WITH ALL PRIVILEGES"
            .formatted(escaped(credentials.user(), '"'), escaped(credentials.password(), '\''));
    var deadlineNs = System.nanoTime() + LOGIN_TIMEOUT.toNanos();
    while (statusOf(query(url, "SHOW DATABASES"), "GET", login) != 200) {
      if (System.nanoTime() > deadlineNs) {
        throw new ServerStartException(
            "The private InfluxDB does not accept the login of user %s: its directory was made with another. Give that one, or empty the directory."
                .formatted(credentials.user()));
      }
      // The first user may be created without a login.
      statusOf(query(url, createUser), "POST", Optional.empty());
      expectAlive(process, logFile);
    }
  }

  private static String query(String url, String statement) {
    return url + "/query?q=" + URLEncoder.encode(statement, StandardCharsets.UTF_8);
  }

  private static String escaped(String text, char quote) {
    return text.replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote);
  }

  /** The HTTP status, or 0 if nobody answers. */
  private static int statusOf(String url, String method, Optional<Credentials> login)
      throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      connection.setRequestMethod(method);
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(5_000);
      login.ifPresent(
          as -> {
            var userAndPassword =
                (as.user() + ":" + as.password()).getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(userAndPassword));
          });
      return connection.getResponseCode();
    } catch (IOException e) {
      return 0;
    } finally {
      connection.disconnect();
    }
  }

  /** Where clients connect: {@code http://127.0.0.1:port}. */
  public String url() {
    return url;
  }

  /** The process id, for whoever wants to watch or kill it. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Stops influxd, by force after 5 s. Closing twice does nothing. */
  @Override
  public void close() {
    stop(process.toHandle());
    afterClose.run();
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    if (!hasEnded(process, STOP_TIMEOUT)) {
      log.warn(
          "influxd (process {}) did not stop within {} s; killing it",
          process.pid(),
          STOP_TIMEOUT.toSeconds());
      process.destroyForcibly();
      hasEnded(process, Duration.ofSeconds(2));
    }
  }

  private static boolean hasEnded(ProcessHandle process, Duration timeout) {
    try {
      process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    } catch (ExecutionException | TimeoutException e) {
      return !process.isAlive();
    }
  }

  /**
   * Starts the process from a thread that lives as long as it does: the parent-death signal comes
   * at the end of the <em>thread</em> that started it.
   */
  private record Guardian(List<String> command, Path logFile) {
    Process launch() throws IOException {
      BlockingQueue<Object> outcome = new ArrayBlockingQueue<>(1);
      var guardian = new Thread(() -> guard(outcome), "influxd-guardian");
      guardian.setDaemon(true);
      guardian.start();
      try {
        var result = outcome.take();
        if (result instanceof Process process) {
          return process;
        }
        throw new IOException(((IOException) result).getMessage(), (IOException) result);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    private void guard(BlockingQueue<Object> outcome) {
      try {
        var process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(logFile.toFile())
                .start();
        outcome.add(process);
        process.waitFor();
      } catch (IOException e) {
        outcome.add(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
