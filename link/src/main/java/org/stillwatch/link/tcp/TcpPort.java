package org.stillwatch.link.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.stillwatch.link.lane.Connection;
import org.stillwatch.link.lane.Port;

/**
 * A device, or a converter to serial lines, in the network.
 *
 * @param port 1 to 65535
 */
public record TcpPort(String host, int port) implements Port {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public TcpPort {
    if (host.isBlank() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "'" + host + ":" + port + "' is no address; expected such as 10.0.0.9:4001");
    }
  }

  /** An address written as {@code host:port}. */
  public static TcpPort parse(String text) {
    int colon = text.lastIndexOf(':');
    var digits = text.substring(colon + 1);
    if (colon < 1 || !digits.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address; expected host:port, such as 10.0.0.9:4001");
    }
    return new TcpPort(text.substring(0, colon).strip(), Integer.parseInt(digits));
  }

  @Override
  public String name() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public Connection open() throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      return new Open(socket);
    } catch (IOException e) {
      socket.close();
      throw new IOException(LineLink.why(e), e);
    }
  }

  private record Open(Socket socket) implements Connection {

    @Override
    public void write(byte[] bytes) throws IOException {
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        throw new IOException(LineLink.why(e), e);
      }
    }

    @Override
    public int read(byte[] into, Duration atMost) throws IOException {
      try {
        var in = socket.getInputStream();
        // zero would mean for ever
        socket.setSoTimeout((int) Math.max(1, atMost.plusNanos(999_999).toMillis()));
        int count = in.read(into);
        if (count < 0) {
          throw new EOFException();
        }
        return count;
      } catch (SocketTimeoutException e) {
        return 0;
      } catch (IOException e) {
        throw new IOException(LineLink.why(e), e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // gone already
      }
    }
  }
}
