package io.miharu.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Listening sockets bound before the broker is configured, and handed to it by listener name.
 *
 * <p>The broker must know its ports before it starts (it advertises them, and the quorum is named
 * by address), so "any free port" has to be decided first; keeping the bound socket means that
 * nobody can take the port in between, and that a port in use is found before anything else runs.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {
  private final Map<String, ServerSocketChannel> byListener = new HashMap<>();

  /**
   * Binds a port for a listener.
   *
   * @param port 0 for any free port
   * @return the bound port
   */
  int bind(String listener, int port, String server) {
    try {
      var channel = ServerSocketChannel.open();
      byListener.put(listener, channel);
      channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return channel.socket().getLocalPort();
    } catch (BindException e) {
      close();
      throw new ServerStartException(
          "%s cannot listen on 127.0.0.1:%d: %s. Stop the process that holds the port, or choose another port (0 takes any free one)."
              .formatted(server, port, e.getMessage()),
          e);
    } catch (IOException e) {
      close();
      throw new ServerStartException(
          "%s cannot listen on 127.0.0.1:%d: %s".formatted(server, port, e.getMessage()), e);
    }
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferBytes)
      throws IOException {
    var channel = byListener.get(listener);
    if (channel == null) {
      throw new IOException("no socket was bound for listener " + listener);
    }
    channel.configureBlocking(false);
    return channel;
  }

  /** Closes the sockets that the broker did not close itself; closing twice does nothing. */
  @Override
  public void close() {
    for (var channel : byListener.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        // A socket that cannot be closed is released with the process.
        continue;
      }
    }
    byListener.clear();
  }
}
