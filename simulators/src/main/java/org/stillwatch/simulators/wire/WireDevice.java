package org.stillwatch.simulators.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A device at the far end of a cable, as far as bytes can tell: it is fed bytes one at a time and
 * says what it does. It has no thread and no clock; the time is given, so that a day of it can be
 * played in a second.
 */
public interface WireDevice {

  /** What a device does to the cable. */
  sealed interface Act {

    /**
     * Says something.
     *
     * @param after how long after the byte that caused it the first byte leaves the device
     */
    record Send(byte[] bytes, Duration after) implements Act {}

    /** Someone pulls the cable, and puts it back after so long. */
    record Unplug(Duration length) implements Act {}
  }

  /**
   * The client opened the port, which a device with a reset on DTR feels.
   *
   * @param now since the device was made; never runs backwards
   */
  default List<Act> opened(Duration now) {
    return List.of();
  }

  /**
   * One byte has arrived.
   *
   * @param now since the device was made; never runs backwards
   */
  List<Act> receive(byte b, Duration now);

  /** The speed that the device is set to (baud, 8N1). */
  int baud();

  /** The same reply as if another device on the cable gave it; empty when replies name no one. */
  default Optional<byte[]> fromAnother(byte[] reply) {
    return Optional.empty();
  }
}
