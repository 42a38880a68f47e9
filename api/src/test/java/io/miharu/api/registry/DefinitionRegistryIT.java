package io.miharu.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.miharu.api.http.ApiException;
import io.miharu.api.testing.TestBroker;
import io.miharu.model.NotificationMethod;
import io.miharu.runtime.kafka.KafkaClients;
import io.miharu.runtime.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DefinitionRegistryIT {
  private static TestBroker broker;
  private static DefinitionRegistry one;
  private static DefinitionRegistry other;

  @BeforeAll
  static void start() {
    broker = new TestBroker();
    one = new DefinitionRegistry(broker.clients()).start();
    other = new DefinitionRegistry(broker.clients()).start();
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    broker.close();
  }

  @Test
  void showsItsOwnWriteAtOnce() {
    NotificationMethod method = method("t-own", "hook");

    one.change(current -> Plan.put(method));

    assertThat(one.current().notificationMethod("t-own", method.id())).contains(method);
    assertThat(one.current().notificationMethod("t-else", method.id())).isEmpty();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> other.current().notificationMethods("t-own").equals(List.of(method)));
  }

  @Test
  void decidesOnWhatOthersHaveWritten() {
    NotificationMethod first = method("t-turns", "hook");
    one.change(create(first));

    assertThatThrownBy(() -> other.change(create(method("t-turns", "hook"))))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(409));
    assertThatThrownBy(() -> one.change(create(method("t-turns", "hook"))))
        .isInstanceOf(ApiException.class);
    other.change(current -> Plan.delete(first));
    one.change(create(method("t-turns", "hook")));

    assertThat(one.current().notificationMethods("t-turns")).hasSize(1);
  }

  @Test
  void letsOneOfTwoConcurrentWritersHaveTheName() throws Exception {
    int rounds = 5;
    List<DefinitionRegistry> registries = List.of(one, other, one, other);
    ExecutorService threads = Executors.newFixedThreadPool(registries.size());
    try {
      for (int round = 0; round < rounds; round++) {
        String name = "race-" + round;
        CyclicBarrier together = new CyclicBarrier(registries.size());
        List<Callable<Integer>> writers = new ArrayList<>();
        for (DefinitionRegistry registry : registries) {
          writers.add(
              () -> {
                together.await();
                return outcome(registry, create(method("t-race", name)));
              });
        }
        List<Integer> outcomes = outcomes(threads.invokeAll(writers));
        assertThat(outcomes).containsExactlyInAnyOrder(201, 409, 409, 409);
      }
    } finally {
      threads.shutdownNow();
    }
    for (DefinitionRegistry registry : List.of(one, other)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(
                          registry.current().notificationMethods("t-race").stream()
                              .map(NotificationMethod::name))
                      .containsExactlyInAnyOrder("race-0", "race-1", "race-2", "race-3", "race-4"));
    }
  }

  @Test
  void writesAPlanAsAWhole() {
    NotificationMethod gone = method("t-plan", "gone");
    NotificationMethod added = method("t-plan", "added");
    one.change(current -> Plan.put(gone));

    one.change(current -> Plan.delete(gone).andPut(List.of(added)));

    assertThat(one.current().notificationMethods("t-plan")).containsExactly(added);
  }

  @Test
  void waitsForAnAbandonedTransactionOfAPredecessor() {
    NotificationMethod abandoned = method("t-crash", "abandoned");
    Producer<String, io.miharu.model.Definition> crashed =
        broker
            .clients()
            .producer(
                "crashed",
                Topics.DEFINITIONS,
                java.util.Map.of(
                    "transactional.id", "miharu-definitions", "transaction.timeout.ms", 60_000));
    crashed.initTransactions();
    crashed.beginTransaction();
    crashed.send(new ProducerRecord<>(Topics.DEFINITIONS.name(), 0, abandoned.key(), abandoned));
    crashed.flush();

    NotificationMethod after = method("t-crash", "after");
    one.change(create(after));

    assertThat(one.current().notificationMethods("t-crash")).containsExactly(after);
    crashed.close(Duration.ZERO);
  }

  @Test
  void refusesWhatIsLargerThanARecord() {
    assertThatThrownBy(() -> one.change(create(method("t-large", "x".repeat(2_000_000)))))
        .isInstanceOfSatisfying(
            ApiException.class, error -> assertThat(error.status()).isEqualTo(413));

    one.change(create(method("t-large", "small")));
    assertThat(one.current().notificationMethods("t-large")).hasSize(1);
  }

  @Test
  void saysThatKafkaIsAway() {
    KafkaClients nowhere = TestBroker.clients("127.0.0.1:1");
    try (DefinitionRegistry registry = new DefinitionRegistry(nowhere).start()) {
      assertThatThrownBy(registry::current)
          .isInstanceOfSatisfying(
              ApiException.class, error -> assertThat(error.status()).isEqualTo(503));
      assertThatThrownBy(() -> registry.change(create(method("t", "n"))))
          .isInstanceOfSatisfying(
              ApiException.class,
              error -> {
                assertThat(error.status()).isEqualTo(503);
                assertThat(error.headers()).containsEntry("Retry-After", "60");
              });
    }
  }

  private static Change<NotificationMethod> create(NotificationMethod method) {
    return current -> {
      if (current.hasOther(NotificationMethod.class, method.tenant(), method.name(), method.id())) {
        throw ApiException.conflict("AlreadyExistsException", method.name() + " already exists");
      }
      return Plan.put(method);
    };
  }

  private static int outcome(DefinitionRegistry registry, Change<?> change) {
    try {
      registry.change(change);
      return 201;
    } catch (ApiException e) {
      return e.status();
    }
  }

  private static List<Integer> outcomes(List<Future<Integer>> futures)
      throws ExecutionException, InterruptedException {
    List<Integer> outcomes = new ArrayList<>();
    for (Future<Integer> future : futures) {
      outcomes.add(future.get());
    }
    return outcomes;
  }

  private static NotificationMethod method(String tenant, String name) {
    return new NotificationMethod(
        UUID.randomUUID().toString(), tenant, name, "WEBHOOK", "http://x/", 0, 1, 1);
  }
}
