package org.stillwatch.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stillwatch.app.config.StationFile.InstrumentEntry;
import org.stillwatch.app.process.Guarded;
import org.stillwatch.link.guard.GuardPlace;
import org.stillwatch.link.guard.GuardPlan;
import org.stillwatch.link.guard.GuardedKind;

/** Which instruments of a station have a guard, and what these are made of. */
public final class GuardPlans {

  private GuardPlans() {}

  /** The instruments that have a guard. */
  public static List<Guarded> guarded(StationFile file, Path data) {
    return file.instruments().stream()
        .filter(entry -> plan(entry).isPresent())
        .map(
            entry ->
                new Guarded(
                    GuardPlace.of(data, entry.id()),
                    file.file().toAbsolutePath(),
                    data.toAbsolutePath()))
        .toList();
  }

  /**
   * What the guard of an instrument is made of; empty when it has none.
   *
   * @throws IllegalArgumentException with one sentence when its settings make no sense
   */
  public static <S extends Record> Optional<GuardPlan> plan(InstrumentEntry<S> entry) {
    return entry.kind() instanceof GuardedKind<S> kind && kind.guarded(entry.settings())
        ? Optional.of(kind.plan(entry.site(), entry.settings()))
        : Optional.empty();
  }

  /**
   * Whether the outputs of an instrument count as armed before a station said so: when the file has
   * an interlock that would force them, since whether it was proven is not known then.
   */
  public static boolean armedBeforeAStationCame(StationFile file, String instrument) {
    return file.interlocks().stream()
        .anyMatch(keys -> keys.force().filter(instrument::equals).isPresent());
  }
}
