package org.stillwatch.link.tcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection that speaks in lines. Used by one thread at a time. */
public final class LineLink implements AutoCloseable {

  private static final int LONGEST = 64 << 10;

  private final Socket socket;
  private final InputStream in;
  private final Duration timeout;

  private LineLink(Socket socket, Duration timeout) throws IOException {
    this.socket = socket;
    this.timeout = timeout;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @param timeout for the connection, and then for each line
   */
  public static LineLink connect(String host, int port, Duration timeout) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      socket.setTcpNoDelay(true);
      return new LineLink(socket, timeout);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends text as it is. */
  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** One byte. */
  public int readByte() throws IOException {
    return next(System.nanoTime() + timeout.toNanos());
  }

  /**
   * A line without its end, however many pieces it comes in.
   *
   * @throws IOException when it does not come in time, the connection ends, or it has no end
   */
  public String readLine() throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    var line = new ByteArrayOutputStream();
    for (int b = next(deadline); b != '\n'; b = next(deadline)) {
      if (line.size() >= LONGEST) {
        throw new IOException("a line of more than " + LONGEST + " bytes");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private int next(long deadline) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) left);
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  /** What went wrong, as one clause for the person at the machine. */
  public static String why(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "its name is not known";
      case NoRouteToHostException _ -> "there is no way to it in the network";
      case ConnectException _ ->
          "it refuses the connection; is its server running, and is the port right?";
      case SocketTimeoutException _ -> "it does not answer in time";
      case EOFException _ -> "it closed the connection";
      default -> "the connection broke off";
    };
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
