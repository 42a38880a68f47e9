package io.miharu.embedded;

import java.nio.file.Path;

/** A JVM for a test to kill: it starts an influxd, prints its process id and waits. */
final class InfluxOwner {
  private InfluxOwner() {}

  public static void main(String[] arguments) throws Exception {
    var server = InfluxServer.start(Path.of(arguments[0]), Path.of(arguments[1]), 0);
    System.out.println(server.pid());
    System.out.flush();
    System.in.read();
  }
}
