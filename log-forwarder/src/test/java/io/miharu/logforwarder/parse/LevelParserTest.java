package io.miharu.logforwarder.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.model.LogLevel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INFO|2026-11-22 10:00:01 INFO  [main] shop.Orders - order 1 placed in 12 ms",
        "ERROR|10:00:01.123 [http-nio-1] ERROR c.e.Pay - refused",
        "ERROR|2026-11-22T10:00:00.001Z ERROR 1 --- [main] c.e.App : failed",
        "ERROR|ERROR:root:division by zero",
        "ERROR|2026-11-22 10:00:00.1 UTC [12] ERROR:  relation does not exist",
        "INFO|2026-11-22 10:00:00.1 UTC [12] LOG:  checkpoint starting",
        "ERROR|2026/11/22 10:00:01 [error] 31#31: *1 open() failed",
        "ERROR|[Sun Nov 22 10:00:00.123 2026] [core:error] [pid 1] AH00126",
        "WARN|<warn> low space",
        "INFO|I, [2026-11-22T10:00:00.1 #1]  INFO -- : hello",
        "ERROR|E1122 10:00:01.123456       1 reflector.go:12] watch failed",
        "INFO|I1122 10:00:01.123456       1 main.go:12] an error was avoided",
        "WARN|time=\"2026-11-22T10:00:00Z\" level=warning msg=\"disk error\"",
        "INFO|ts=2026-11-22T10:00:00Z caller=main.go:1 level=info msg=ok err=\"level=error\"",
        "ERROR|{\"msg\":\"level: debug\",\"a\":{\"level\":\"info\"},\"level\":\"error\"}",
        "ERROR|{\"level\":50,\"msg\":\"x\"}",
        "WARN|{\"severity\" : \"WARNING\"}",
        "ERROR|{\"log.level\":\"ERROR\"}",
        "UNKNOWN|{\"message\":\"an error\"}",
        "UNKNOWN|there was an error in the machine",
        "UNKNOWN|An ERROR occurred",
        "UNKNOWN|no errors found",
        "UNKNOWN|retrying after error: connection refused",
        "UNKNOWN|GET /error HTTP/1.1",
        "UNKNOWN|msg=\"level=error\"",
        "ERROR|error: cannot open",
        "FATAL|CRITICAL all lost",
        "UNKNOWN|''",
      })
  void recognisesTheLevelByTheFormOfTheLine(LogLevel expected, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

    assertThat(LevelParser.parse(bytes, 0, bytes.length)).isEqualTo(expected);
  }
}
