package org.stillwatch.link.guard;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lets clients in to a guard, a thread for each. When there are too many, the one that said nothing
 * for the longest time must go: a station that lives says something several times a second.
 */
final class Door implements AutoCloseable {

  private static final int CLIENTS = 16;

  /** So many more may wait to be let in. */
  private static final int QUEUE = 64;

  private final ServerSocketChannel server;
  private final Path socket;
  private final LineGuard guard;
  private final List<Client> clients = new ArrayList<>();

  private Door(ServerSocketChannel server, Path socket, LineGuard guard) {
    this.server = server;
    this.socket = socket;
    this.guard = guard;
  }

  /**
   * @param socket one that a dead guard left is replaced; whoever calls knows that none lives
   */
  static Door open(Path socket, LineGuard guard) throws IOException {
    Files.deleteIfExists(socket);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket), QUEUE);
      if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      server.close();
      throw new IOException(socket + " cannot be listened at: " + e.getMessage(), e);
    }
    var door = new Door(server, socket, guard);
    var accepting = Thread.ofPlatform().daemon().name("guard door").start(door::accept);
    return door;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        enter(server.accept());
      } catch (IOException e) {
        // closed, or a client that went away at once
      }
    }
  }

  private synchronized void enter(SocketChannel channel) throws IOException {
    if (!server.isOpen()) {
      channel.close();
      return;
    }
    if (clients.size() >= CLIENTS) {
      clients.stream()
          .min(Comparator.comparingLong(Client::heardAt))
          .ifPresent(
              client -> {
                client.close();
                clients.remove(client);
              });
    }
    var client = new Client(new Wire(channel), guard);
    clients.add(client);
    var serving =
        Thread.ofPlatform()
            .daemon()
            .name("guard client")
            .start(
                () -> {
                  try {
                    client.serve();
                  } finally {
                    leave(client);
                  }
                });
  }

  private synchronized void leave(Client client) {
    clients.remove(client);
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // the next guard replaces it
    }
    synchronized (this) {
      clients.forEach(Client::close);
    }
  }
}
