package io.miharu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadNamesTest {
  @ParameterizedTest
  @CsvSource({
    "orders-7c66ccfbbc-ws666, deployment, orders",
    "coredns-7db6d8ff4d-x2l9w, deployment, coredns",
    "a-b-c-5d9c7b6f4-bcdfg, deployment, a-b-c",
    "cache-0, stateful_set, cache",
    "zk-node-12, stateful_set, zk-node",
    "report-28374650-vx7kz, cronjob, report",
    "report-1795386000-vx7kz, cronjob, report",
  })
  void guessesWorkloadOfPod(String pod, String type, String name) {
    assertThat(WorkloadNames.ownerOf(pod)).contains(new Owner(type, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent-nxjnj", "web", "orders-7c66ccfbbc-aeiou", "x-00", "-0", ""})
  void guessesNothingWhereNamesCannotTell(String pod) {
    assertThat(WorkloadNames.ownerOf(pod)).isEmpty();
  }

  @Test
  void looksBehindReplicaSetByTemplateHash() {
    assertThat(WorkloadNames.behindReplicaSet("orders-7c66ccfbbc", "7c66ccfbbc"))
        .isEqualTo(new Owner("deployment", "orders"));
    assertThat(WorkloadNames.behindReplicaSet("orders-7c66ccfbbc", ""))
        .isEqualTo(new Owner("replica_set", "orders-7c66ccfbbc"));
    assertThat(WorkloadNames.behindReplicaSet("orders", "7c66ccfbbc"))
        .isEqualTo(new Owner("replica_set", "orders"));
  }

  @Test
  void looksBehindJobByScheduledTime() {
    assertThat(WorkloadNames.behindJob("report-28374650"))
        .isEqualTo(new Owner("cronjob", "report"));
    assertThat(WorkloadNames.behindJob("report-2")).isEqualTo(new Owner("job", "report-2"));
  }
}
