package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.link.guard.GuardClient;
import org.stillwatch.link.guard.GuardPlace;

/**
 * The controls of a supply whose connection a guard owns. That lets the guard make the outputs
 * safe, which needs no turn in the station's own lane, and goes on with it whatever happens here.
 */
final class GuardedControls implements Controls, AutoCloseable {

  /** Longer than a supply takes to be told and read back several times. */
  private static final Duration SAFE = Duration.ofSeconds(8);

  private final Controls supply;
  private final GuardClient guard;
  private volatile Consumer<News> listener = news -> {};

  GuardedControls(Controls supply, GuardPlace place) {
    this.supply = supply;
    this.guard =
        new GuardClient(
            place, note -> listener.accept(new News(note.at() + ": " + note.text(), note.isOwn())));
  }

  @Override
  public List<Setting> settings() {
    return supply.settings();
  }

  @Override
  public Optional<Double> present(Setting setting) {
    return supply.present(setting);
  }

  @Override
  public boolean raises(Setting setting, double value) {
    return supply.raises(setting, value);
  }

  @Override
  public Outcome set(Setting setting, double value) {
    return supply.set(setting, value);
  }

  @Override
  public List<Outcome> setAll(List<Change> changes) {
    return supply.setAll(changes);
  }

  @Override
  public Outcome makeSafe(String why) {
    return guard.makeSafe(why, SAFE);
  }

  @Override
  public Truth safe() {
    return supply.safe();
  }

  @Override
  public void alive(boolean armed) {
    guard.alive(armed);
  }

  @Override
  public Optional<String> unguarded() {
    return guard.unguarded();
  }

  @Override
  public void hear(Consumer<News> news) {
    listener = news;
  }

  @Override
  public void close() {
    guard.close();
  }
}
