package org.stillwatch.link.guard;

import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.link.lane.Lane;

/**
 * What a guard must know of the outputs of a family of devices. Called by other threads than each
 * other; what is asked of the device must be asked with {@link
 * org.stillwatch.link.lane.Urgency#SAFETY} and with deadlines.
 */
public interface Outputs {

  /**
   * Brings every output to where it is safe. May be called again and again, also when some are
   * there already.
   */
  Controls.Outcome makeSafe(Lane lane);

  /**
   * Whether every output is where it is safe, or on its way there; unknown when the device does not
   * say.
   */
  Truth safe(Lane lane);

  /**
   * Whether a request may reach the device also while nobody watches: it only reads, or brings an
   * output towards where it is safe. What is not known for sure may not.
   *
   * @param request without its terminator
   */
  boolean mayAlwaysPass(byte[] request);
}
