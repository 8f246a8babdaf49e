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
 * cable: what each asks is answered to it.
 */
public final class TcpHost implements WireHost {

  private final WireDevice device;
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
    this.device = device;
    this.pace = pace;
    var listening = new ServerSocket(port, 10, bind);
    this.address = new InetSocketAddress(bind, listening.getLocalPort());
    listen(listening);
  }

  /** On a free port of the loopback address. */
  public static TcpHost onLoopback(WireDevice device) throws IOException {
    return new TcpHost(device, InetAddress.getLoopbackAddress(), 0, false);
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
        clients.add(client);
        if (listening.isClosed()) {
          client.close();
        }
        var serving = Thread.ofVirtual().start(() -> serve(client));
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
        awaitEnd();
      }
      for (var client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + where(), e);
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
