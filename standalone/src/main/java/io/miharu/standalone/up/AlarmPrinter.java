package io.miharu.standalone.up;

import io.miharu.model.AlarmState;
import io.miharu.model.StateTransition;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import io.miharu.standalone.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows in the terminal each transition that is decided from now on, with its reason. */
final class AlarmPrinter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmPrinter.class);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long STOP_LIMIT_MS = 2_000;

  private final Terminal terminal;
  private final ZoneId zone;
  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<StateTransition> deserializer = Topics.TRANSITIONS.deserializer();
  private final Thread thread = new Thread(this::run, "alarm-printer");

  /**
   * @param zone in which times are shown
   */
  AlarmPrinter(KafkaClients kafka, Terminal terminal, ZoneId zone) {
    this.terminal = terminal;
    this.zone = zone;
    this.consumer = kafka.consumer("miharu-up-alarms", Map.of());
  }

  AlarmPrinter start() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.TRANSITIONS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(STOP_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(this::show);
      }
    } catch (WakeupException e) {
      // The way in which close() ends it.
    } catch (KafkaException e) {
      LOG.warn("Alarms are no longer shown here: {}", e.toString());
    }
  }

  private void show(ConsumerRecord<byte[], byte[]> record) {
    try {
      StateTransition transition = deserializer.deserialize(record.topic(), record.value());
      if (transition != null && isNews(transition)) {
        lines(transition).forEach(terminal.out()::println);
      }
    } catch (SerializationException e) {
      LOG.warn("A transition cannot be read: {}", e.getMessage());
    }
  }

  /** That a new alarm found all well is no news: there is one such transition for each. */
  private static boolean isNews(StateTransition transition) {
    return transition.oldState() != AlarmState.UNDETERMINED
        || transition.newState() != AlarmState.OK;
  }

  private List<String> lines(StateTransition transition) {
    Instant time = Instant.ofEpochMilli(transition.timestamp());
    String headline =
        " %s    %s  %s %s %s  %s (%s)"
            .formatted(
                terminal.bold("alarm"),
                TIME.format(time.atZone(zone)),
                transition.oldState(),
                terminal.arrow(),
                coloured(transition.newState()),
                terminal.bold(printable(transition.alarmName())),
                transition.severity());
    return List.of(headline, "          " + printable(transition.reason()));
  }

  private String coloured(AlarmState state) {
    return switch (state) {
      case ALARM -> terminal.red(state.name());
      case OK -> terminal.green(state.name());
      case UNDETERMINED -> terminal.yellow(state.name());
    };
  }

  /** Names and values come from outside: they must not move the cursor or change colours. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
