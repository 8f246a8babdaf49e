package org.stillwatch.link.guard;

import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;

/**
 * A family of instruments whose connection may be owned by a guard. Its instrument then opens a
 * {@link GuardPort} instead of the device, and hands {@link GuardClient#alive} and {@link
 * GuardClient#unguarded} on through its {@link org.stillwatch.core.instrument.Controls}.
 *
 * @param <S> its settings
 */
public interface GuardedKind<S extends Record> extends InstrumentKind<S> {

  /** Whether this one has a guard. */
  boolean guarded(S settings);

  /**
   * What its guard is made of; only asked when it has one.
   *
   * @throws IllegalArgumentException with one sentence when the settings make no sense
   */
  GuardPlan plan(Site site, S settings);
}
