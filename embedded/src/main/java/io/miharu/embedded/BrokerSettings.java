package io.miharu.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The embedded broker's configuration: small, single-node, quick to restart. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String BROKER_LISTENER = "BROKER";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerSettings() {}

  static Properties of(Path directory, int brokerPort, int controllerPort) {
    var settings = new Properties();
    identity(settings, directory, brokerPort, controllerPort);
    singleNode(settings);
    lean(settings);
    quickRestart(settings);
    return settings;
  }

  private static void identity(Properties p, Path directory, int brokerPort, int controllerPort) {
    var brokerAddress = BROKER_LISTENER + "://127.0.0.1:" + brokerPort;
    p.put("process.roles", "broker,controller");
    p.put("node.id", String.valueOf(NODE_ID));
    p.put("log.dirs", directory.toString());
    p.put(
        "listeners", brokerAddress + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", brokerAddress);
    p.put("inter.broker.listener.name", BROKER_LISTENER);
    p.put("controller.listener.names", CONTROLLER_LISTENER);
    p.put(
        "listener.security.protocol.map",
        BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
  }

  private static void singleNode(Properties p) {
    p.put("auto.create.topics.enable", "false");
    p.put("default.replication.factor", "1");
    p.put("num.partitions", "3");
    p.put("offsets.topic.num.partitions", "4");
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.num.partitions", "4");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    // The only member of a group need not wait for others.
    p.put("group.initial.rebalance.delay.ms", "0");
  }

  /** The defaults are for a server of its own: 91 threads and 128 MB for the log cleaner alone. */
  private static void lean(Properties p) {
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
    p.put("metric.reporters", "");
  }

  private static void quickRestart(Properties p) {
    // A broker killed hard is refused until its old session is over. 3 s is the shortest that does
    // not time out on a loaded machine.
    p.put("broker.session.timeout.ms", "3000");
    p.put("broker.heartbeat.interval.ms", "500");
    p.put("controlled.shutdown.enable", "true");
  }
}
