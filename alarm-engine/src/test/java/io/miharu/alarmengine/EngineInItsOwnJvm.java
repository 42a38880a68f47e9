package io.miharu.alarmengine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miharu.runtime.config.Configuration;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.KafkaConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An alarm engine that can be killed: nothing in the test's own JVM ends as hard. */
final class EngineInItsOwnJvm implements AutoCloseable {
  /** Not the test's own output: the build reads that. */
  private static final Path LOG = Path.of("target", "alarm-engine-in-its-own-jvm.log");

  private final Process process;

  private EngineInItsOwnJvm(Process process) {
    this.process = process;
  }

  /** What runs in the other JVM. */
  public static void main(String[] bootstrapAndStateDirectory) throws InterruptedException {
    engine(bootstrapAndStateDirectory[0], Path.of(bootstrapAndStateDirectory[1])).start();
    new CountDownLatch(1).await();
  }

  static AlarmEngine engine(String bootstrap, Path stateDirectory) {
    Configuration configuration =
        Configuration.load(
            null,
            Map.of(),
            Map.of(
                "miharu.kafka.bootstrap",
                bootstrap,
                "miharu.alarm-engine.state-dir",
                stateDirectory.toString()),
            List.of(KafkaConfig.class, AlarmEngineConfig.class));
    return new AlarmEngine(
        configuration.of(AlarmEngineConfig.class),
        new KafkaClients(configuration.of(KafkaConfig.class)),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  static EngineInItsOwnJvm start(String bootstrap, Path stateDirectory) throws IOException {
    return new EngineInItsOwnJvm(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EngineInItsOwnJvm.class.getName(),
                bootstrap,
                stateDirectory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
            .start());
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
