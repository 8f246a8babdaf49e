package org.stillwatch.core.station;

import java.util.List;
import org.stillwatch.core.control.Limit;
import org.stillwatch.core.interlock.Interlock;

/** What the station file says about commands: limits of settings, and interlocks. */
public record Safety(List<Limit> limits, List<Interlock> interlocks) {

  public static final Safety NONE = new Safety(List.of(), List.of());

  public Safety {
    limits = List.copyOf(limits);
    interlocks = List.copyOf(interlocks);
  }
}
