package org.stillwatch.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.stillwatch.link.lane.Connection;
import org.stillwatch.link.lane.Port;

/**
 * A port with a scripted peer at its other end, on a clock that does not wait: a read that finds
 * nothing lets the time pass. Used by one thread.
 */
public final class ScriptedPort implements Port {

  /** The other end. */
  @FunctionalInterface
  public interface Peer {
    /**
     * Hears what was written at once.
     *
     * @return what it says to that
     */
    List<Said> hears(byte[] bytes);
  }

  /**
   * Bytes that the peer says.
   *
   * @param after from the end of what it heard
   */
  public record Said(Duration after, byte[] bytes) {
    public static Said at(long millis, String text) {
      return new Said(Duration.ofMillis(millis), text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private record Coming(long at, long number, byte value) implements Comparable<Coming> {
    @Override
    public int compareTo(Coming other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final String name;
  private final FakeTime time;
  private Peer peer;
  private final PriorityQueue<Coming> coming = new PriorityQueue<>();
  private final List<String> heard = new ArrayList<>();
  private List<Said> greeting = List.of();
  private boolean pluggedIn = true;
  private long numbers;
  private int opened;

  public ScriptedPort(String name, FakeTime time, Peer peer) {
    this.name = name;
    this.time = time;
    this.peer = peer;
  }

  @Override
  public String name() {
    return name;
  }

  /** Another peer from now on. */
  public void connect(Peer other) {
    peer = other;
  }

  /** The open connection breaks, and the port cannot be opened. */
  public void unplug() {
    pluggedIn = false;
    coming.clear();
  }

  public void plugIn() {
    pluggedIn = true;
  }

  /** The peer says something without being asked. */
  public void says(Said said) {
    long at = time.nanos() + said.after().toNanos();
    for (byte value : said.bytes()) {
      coming.add(new Coming(at, numbers++, value));
    }
  }

  /** The peer says so by itself whenever the port is opened. */
  public void greets(Said... said) {
    greeting = List.of(said);
  }

  /** What the peer heard, one text for each write. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  /** How often the port was opened. */
  public int opened() {
    return opened;
  }

  @Override
  public Connection open() throws IOException {
    if (!pluggedIn) {
      throw new IOException("does not exist; is the device plugged in and switched on?");
    }
    opened++;
    coming.clear();
    greeting.forEach(this::says);
    return new Open();
  }

  private final class Open implements Connection {
    private boolean closed;

    @Override
    public void write(byte[] bytes) throws IOException {
      check();
      heard.add(new String(bytes, StandardCharsets.ISO_8859_1));
      peer.hears(bytes.clone()).forEach(ScriptedPort.this::says);
    }

    @Override
    public int read(byte[] into, Duration atMost) throws IOException {
      check();
      long until = time.nanos() + atMost.toNanos();
      var next = coming.peek();
      if (next == null || next.at > until) {
        time.rest(atMost);
        check();
        return 0;
      }
      time.rest(Duration.ofNanos(next.at - time.nanos()));
      int count = 0;
      while (count < into.length && !coming.isEmpty() && coming.peek().at <= time.nanos()) {
        into[count++] = coming.remove().value;
      }
      return count;
    }

    private void check() throws IOException {
      if (closed || !pluggedIn) {
        throw new IOException("was lost; was it unplugged?");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
