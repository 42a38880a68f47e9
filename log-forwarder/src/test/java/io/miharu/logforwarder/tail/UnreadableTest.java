package io.miharu.logforwarder.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UnreadableTest {
  @Test
  void saysWhatCannotBeReadAndTheRemedyUntilItCan() {
    Unreadable unreadable = new Unreadable();
    unreadable.add(Path.of("/var/log/pods/a_b_c/main/1.log"));
    unreadable.add(Path.of("/var/log/pods/a_b_c/main/0.log"));
    assertThat(unreadable.detail()).isEmpty();

    unreadable.scanned();
    assertThat(unreadable.count()).isEqualTo(2);
    assertThat(unreadable.detail())
        .startsWith(
            "2 log files or directories cannot be read, the first /var/log/pods/a_b_c/main/0.log")
        .contains("Run as root", "CAP_DAC_READ_SEARCH", "group");

    unreadable.scanned();
    assertThat(unreadable.detail()).isEmpty();
    assertThat(unreadable.count()).isZero();
  }
}
