package org.stillwatch.core.instrument;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the instruments of one station share, one of each type: the lanes of ports, for example, so
 * that two instruments on one pair of wires take turns.
 */
public final class Shared {

  private final Map<Class<?>, Object> things = new HashMap<>();

  /** The station's one of this type, made when it is first asked for. */
  public synchronized <T> T one(Class<T> type, Supplier<T> maker) {
    return type.cast(things.computeIfAbsent(type, each -> maker.get()));
  }
}
