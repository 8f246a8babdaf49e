package org.stillwatch.app.config;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.app.config.StationFile.InterlockKeys;
import org.stillwatch.app.config.StationFile.LimitKeys;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.control.Limit;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.interlock.Interlock.Kind;
import org.stillwatch.core.station.Safety;

/** Limits of commands, and interlocks. */
final class Interlocking {

  private static final String RAMP_DOWN = "ramp-down";

  /** What can be a part of an address: one that cannot be asked for could never be proven. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?!\\.{1,2}$)[^\\p{Cntrl}\\s/\\\\%?#;]([^\\p{Cntrl}/\\\\%?#;]*[^\\p{Cntrl}\\s/\\\\%?#;])?");

  private final Binder binder;
  private final Collection<String> instruments;

  /**
   * @param instruments the names that the file declares
   */
  Interlocking(Binder binder, Collection<String> instruments) {
    this.binder = binder;
    this.instruments = instruments;
  }

  void check(StationFile station) {
    for (int i = 0; i < station.limits().size(); i++) {
      limit(station.limits().get(i), "limits." + i);
    }
    var names = new HashSet<String>();
    for (int i = 0; i < station.interlocks().size(); i++) {
      var keys = station.interlocks().get(i);
      var path = "interlocks." + i;
      if (!names.add(keys.name())) {
        binder.problem(
            path + ".name", "there is another interlock '" + keys.name() + "'; names are unique");
      }
      if (!NAME.matcher(keys.name()).matches()) {
        binder.problem(
            path + ".name",
            "'"
                + keys.name()
                + "' is no name of an interlock, since people type it; expected such as gas-good,"
                + " without / \\ % ? # ;");
      }
      interlock(keys, path);
    }
  }

  private void limit(LimitKeys keys, String path) {
    var pattern = keys.settings().text();
    if (keys.least().isEmpty() && keys.most().isEmpty() && keys.step().isEmpty()) {
      binder.problem(path, "nothing is limited; expected 'least', 'most' or 'step'");
    }
    int slash = pattern.indexOf('/');
    var first = slash < 0 ? pattern : pattern.substring(0, slash);
    if (!first.contains("*")) {
      instrument(first, path + ".settings");
    }
    if (slash < 0 && !pattern.contains("**")) {
      binder.problem(
          path + ".settings",
          "'" + pattern + "' matches no setting; expected such as hv1/ch*/vset");
    }
    keys.least()
        .filter(least -> keys.most().isPresent())
        .ifPresent(
            least -> {
              var most = keys.most().get();
              if (!least.fits(most.unit()) || least.in(most.unit()) > most.value()) {
                binder.problem(
                    path + ".least",
                    least + " to " + most + " is no range; expected the lesser first");
              }
            });
  }

  private void interlock(InterlockKeys keys, String path) {
    if (keys.permit().isPresent() == keys.force().isPresent()) {
      binder.problem(path, "expected either 'permit' or 'force', with an instrument");
      return;
    }
    boolean permits = keys.permit().isPresent();
    instrument(
        keys.permit().or(keys::force).orElseThrow(), path + (permits ? ".permit" : ".force"));
    keys.shadow().ifPresent(shadow -> shadow(keys, shadow, path + ".shadow"));
    if (permits) {
      if (keys.during().isEmpty()) {
        binder.problem(path, "'permit' needs 'while', a condition under which outputs may rise");
      }
      none(keys.unless(), path + ".unless", "'unless' belongs to 'force'; expected 'while'");
      none(keys.when(), path + ".when", "'when' belongs to 'force'; expected 'while'");
      none(keys.action(), path + ".action", "'action' belongs to 'force'");
    } else {
      if (keys.unless().isPresent() == keys.when().isPresent()) {
        binder.problem(
            path,
            "'force' needs either 'unless', a condition that is good, or 'when', one that is not");
      }
      none(
          keys.during(),
          path + ".while",
          "'while' belongs to 'permit'; expected 'unless' or 'when'");
      keys.action()
          .filter(action -> !action.equals(RAMP_DOWN))
          .ifPresent(
              action ->
                  binder.problem(
                      path + ".action",
                      "'" + action + "' is no action of an interlock; expected " + RAMP_DOWN));
    }
    positive(keys.stale(), path + ".stale", "30s");
    positive(keys.hold(), path + ".for", "60s");
    positive(keys.proveEvery(), path + ".prove-every", "90d");
  }

  private void shadow(InterlockKeys keys, String shadow, String path) {
    instrument(shadow, path);
    if (keys.permit().or(keys::force).filter(shadow::equals).isPresent()) {
      binder.problem(path, "the shadow is the instrument itself; expected another one");
    }
  }

  private void positive(Optional<Duration> length, String path, String example) {
    length
        .filter(given -> !given.isPositive())
        .ifPresent(
            given ->
                binder.problem(path, given + " is no length of time; expected such as " + example));
  }

  private void none(Optional<?> value, String path, String sentence) {
    value.ifPresent(given -> binder.problem(path, sentence));
  }

  private void instrument(String name, String path) {
    if (!instruments.contains(name)) {
      binder.problem(
          path,
          "there is no instrument '"
              + name
              + "'; "
              + Binder.nearest(name, List.copyOf(instruments)));
    }
  }

  /** What the file says about commands. */
  static Safety safety(StationFile file) {
    return new Safety(
        file.limits().stream()
            .map(keys -> new Limit(keys.settings(), keys.least(), keys.most(), keys.step()))
            .toList(),
        file.interlocks().stream().map(Interlocking::interlock).toList());
  }

  private static Interlock interlock(InterlockKeys keys) {
    return new Interlock(
        keys.name(),
        keys.permit().isPresent() ? Kind.PERMIT : Kind.FORCE,
        keys.permit().or(keys::force).orElseThrow(),
        keys.during()
            .or(keys::unless)
            .orElseGet(() -> new Condition.Not(keys.when().orElseThrow())),
        keys.hold().orElse(Duration.ZERO),
        keys.stale().orElse(Interlock.STALE),
        keys.proveEvery(),
        keys.shadow());
  }
}
