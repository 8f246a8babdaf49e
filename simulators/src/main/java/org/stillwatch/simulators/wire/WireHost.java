package org.stillwatch.simulators.wire;

/** A simulated device that other programs can open: a port of this machine or a pseudo terminal. */
public sealed interface WireHost extends AutoCloseable permits TcpHost, PtyHost {

  /** What a client opens: {@code 127.0.0.1:4001} or {@code /tmp/gauge}. */
  String where();

  /** Pulls the cable: clients are cut off, and cannot open it again. */
  void unplug();

  /** Puts the cable back, under the same name. */
  void plugIn();

  @Override
  void close();
}
