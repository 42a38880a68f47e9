package io.miharu.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void everyPortInUseIsNamedWithItsOption() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      List<String> problems =
          Ports.problems(
              List.of(
                  new PortClaim("the API", "--api-port", one.getLocalPort()),
                  new PortClaim("Kafka", "--kafka-port", other.getLocalPort()),
                  new PortClaim("InfluxDB", "--influxdb-port", 0)));
      assertThat(problems).hasSize(2);
      assertThat(problems.get(0))
          .contains(Integer.toString(one.getLocalPort()), "the API", "--api-port");
      assertThat(problems.get(1)).contains("Kafka", "--kafka-port");
    }
  }

  @Test
  void samePortTwiceIsAProblem() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(
            Ports.problems(
                List.of(
                    new PortClaim("the API", "--api-port", free),
                    new PortClaim("Kafka", "--kafka-port", free))))
        .hasSize(1);
  }
}
