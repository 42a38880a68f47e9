package io.miharu.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node (broker and KRaft controller) in this JVM, listening on 127.0.0.1 only.
 *
 * <p>The data directory is formatted on the first start and keeps its cluster id; a later start may
 * use another port, and may follow a hard kill. Topics are never created by mere use. Records that
 * were acknowledged survive a kill of this JVM, though not a power cut (the broker does not fsync).
 *
 * <p>Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

  private final Path dataDirectory;
  private final String bootstrapServers;
  private final LoopbackSockets sockets;
  private final BrokerServer broker;
  private final ControllerServer controller;
  private final Runnable afterClose;

  private EmbeddedBroker(
      Path dataDirectory,
      int port,
      LoopbackSockets sockets,
      BrokerServer broker,
      ControllerServer controller,
      Runnable afterClose) {
    this.dataDirectory = dataDirectory;
    this.bootstrapServers = "127.0.0.1:" + port;
    this.sockets = sockets;
    this.broker = broker;
    this.controller = controller;
    this.afterClose = afterClose;
  }

  /**
   * Starts a broker and returns when it takes requests (1 to 4 s, more on a loaded machine).
   *
   * @param dataDirectory created if missing; must not contain a comma, which Kafka reads as a
   *     separator of two directories
   * @param port 0 for any free port
   * @throws ServerStartException if the port is in use, the directory is unusable or the broker
   *     fails
   */
  public static EmbeddedBroker start(Path dataDirectory, int port) {
    return start(dataDirectory, port, () -> {});
  }

  /**
   * A broker for a test: any free port, a temporary directory that {@link #close()} deletes.
   *
   * @throws ServerStartException if the broker fails
   */
  public static EmbeddedBroker startTemporary() {
    var directory = TemporaryDirectory.create("miharu-kafka-");
    return start(directory.path(), 0, directory::delete);
  }

  private static EmbeddedBroker start(Path dataDirectory, int port, Runnable afterClose) {
    var directory = dataDirectory.toAbsolutePath().normalize();
    if (directory.toString().contains(",")) {
      throw new ServerStartException(
          "Kafka cannot keep its data in %s: the path contains a comma, which Kafka reads as two directories. Choose a data directory without one."
              .formatted(directory));
    }
    format(directory);
    var sockets = new LoopbackSockets();
    var brokerPort = sockets.bind(BrokerSettings.BROKER_LISTENER, port, "The Kafka broker");
    var controllerPort =
        sockets.bind(BrokerSettings.CONTROLLER_LISTENER, 0, "The Kafka controller");
    return launch(directory, brokerPort, controllerPort, sockets, afterClose);
  }

  /**
   * The same assembly as {@link KafkaRaftServer}, which can neither be given bound sockets nor tell
   * the ports that it got.
   */
  private static EmbeddedBroker launch(
      Path directory,
      int brokerPort,
      int controllerPort,
      LoopbackSockets sockets,
      Runnable afterClose) {
    var config = new KafkaConfig(BrokerSettings.of(directory, brokerPort, controllerPort), false);
    var logDirs = KafkaRaftServer.initializeLogDirs(config, log, "");
    var voter = new InetSocketAddress("127.0.0.1", controllerPort);
    var shared =
        new SharedServer(
            config,
            logDirs._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, logDirs._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(Map.of(BrokerSettings.NODE_ID, voter)),
            List.of(),
            new StandardFaultHandlerFactory(),
            sockets);
    var controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
    var broker = new BrokerServer(shared);
    var started =
        new EmbeddedBroker(directory, brokerPort, sockets, broker, controller, afterClose);
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException e) {
      started.close();
      throw new ServerStartException(
          "The Kafka broker on %s did not start: %s. Its data are in %s."
              .formatted(started.bootstrapServers, e.getMessage(), directory),
          e);
    }
    return started;
  }

  private static void format(Path directory) {
    try {
      if (Files.exists(directory.resolve("meta.properties"))) {
        return;
      }
      Files.createDirectories(directory);
      new Formatter()
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (IOException e) {
      throw new ServerStartException(
          "Kafka cannot use the data directory %s: %s. Choose one that this user may write to."
              .formatted(directory, e),
          e);
    } catch (Exception e) {
      throw new ServerStartException(
          "Kafka could not format its data directory %s: %s".formatted(directory, e.getMessage()),
          e);
    }
  }

  /** Where clients connect: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  /**
   * Stops the broker in order, within 6 s; a broker that takes longer is left behind and logged, as
   * the next start copes with an unclean stop. Closing twice does nothing.
   */
  @Override
  public void close() {
    var stopping =
        new Thread(
            () -> {
              try {
                broker.shutdown(STOP_TIMEOUT.dividedBy(2));
              } finally {
                controller.shutdown();
              }
            },
            "kafka-broker-stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(STOP_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stopping.isAlive()) {
      log.warn(
          "The Kafka broker on {} did not stop within {} ms; its data will be checked at the next start",
          bootstrapServers,
          STOP_TIMEOUT.toMillis());
    }
    sockets.close();
    afterClose.run();
  }
}
