package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A device on a TCP port, as behind a terminal server. Clients share it as they would share a
 * cable, unless it takes one only: what each asks is answered to it.
 */
public final class TcpHost implements WireHost {

  /** How it treats clients. */
  public enum Clients {
    /** They share it. */
    SHARED,
    /** The first is served; others connect, and get no answer until it has gone. */
    ONE_SERVED,
    /** The first is served; others are cut off at once. */
    ONE_ONLY
  }

  private final WireDevice device;
  private final Clients allowed;
  private final boolean pace;
  private final InetSocketAddress address;
  private final Line.Wall wall = new Line.Wall(System.nanoTime());
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket server;
  private @Nullable Thread accepting;
  private boolean closed;

  /**
   * @param bind an address of this machine; the loopback address unless others are to reach it
   * @param port 0 for a free one
   * @param pace whether bytes take their time at the device's speed
   */
  public TcpHost(WireDevice device, InetAddress bind, int port, boolean pace) throws IOException {
    this(device, bind, port, pace, Clients.SHARED);
  }

  /** The same, for a device that may take one client only. */
  public TcpHost(WireDevice device, InetAddress bind, int port, boolean pace, Clients allowed)
      throws IOException {
    this.device = device;
    this.allowed = allowed;
    this.pace = pace;
    var listening = new ServerSocket(port, 10, bind);
    this.address = new InetSocketAddress(bind, listening.getLocalPort());
    listen(listening);
  }

  /** On a free port of the loopback address. */
  public static TcpHost onLoopback(WireDevice device) throws IOException {
    return new TcpHost(device, InetAddress.getLoopbackAddress(), 0, false);
  }

  /** The same, for a device that may take one client only. */
  public static TcpHost onLoopback(WireDevice device, Clients allowed) throws IOException {
    return new TcpHost(device, InetAddress.getLoopbackAddress(), 0, false, allowed);
  }

  @Override
  public String where() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  public int port() {
    return address.getPort();
  }

  private synchronized void listen(ServerSocket listening) {
    server = listening;
    accepting =
        Thread.ofPlatform()
            .daemon()
            .name("simulated device " + where())
            .start(() -> accept(listening));
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        if (allowed == Clients.ONE_ONLY && !clients.isEmpty()) {
          client.close();
          continue;
        }
        clients.add(client);
        if (listening.isClosed()) {
          client.close();
        }
        if (allowed == Clients.ONE_SERVED) {
          serve(client);
        } else {
          var serving = Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var line = new Line(device, wall, pace, client.getOutputStream()::write, this::pull)) {
      client.setTcpNoDelay(true);
      line.open();
      var in = client.getInputStream();
      var bytes = new byte[256];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        line.hear(bytes, n);
      }
    } catch (IOException e) {
      // the client went away: its business
    } finally {
      clients.remove(client);
    }
  }

  private void pull(Duration length) {
    unplug();
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(length);
                    plugIn();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  @Override
  public synchronized void unplug() {
    try {
      if (server != null) {
        server.close();
        server = null;
        cutOff(); // the accepting thread may be serving one
        awaitEnd();
      }
      cutOff();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + where(), e);
    }
  }

  private void cutOff() throws IOException {
    for (var client : clients) {
      client.close();
    }
  }

  /** The port still takes clients while someone waits for them. */
  private void awaitEnd() {
    var waited = accepting;
    if (waited == null) {
      return;
    }
    try {
      waited.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void plugIn() {
    if (server != null || closed) {
      return;
    }
    try {
      var listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(address, 10);
      listen(listening);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + where() + " again", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    unplug();
  }
}
