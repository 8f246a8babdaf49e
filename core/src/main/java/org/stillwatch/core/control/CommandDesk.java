package org.stillwatch.core.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * Where commands come in. Each is checked against the setting's unit and range, written into the
 * journal before anything is sent, carried out by the instrument, which reads it back, and its
 * outcome written into the journal.
 *
 * <p>A value that makes things safe is sent also when the journal cannot be written, or hangs, and
 * needs no confirmation.
 */
public final class CommandDesk {

  /** A healthy disk takes milliseconds; off waits no longer for one that is not. */
  private static final Duration JOURNAL = Duration.ofMillis(500);

  private final Map<String, Controls> instruments;
  private final Consumer<JournalEntry> journal;
  private final InstantSource clock;

  /**
   * @param instruments that may be commanded, by id
   * @param journal makes an entry durable before it returns, or throws {@link StoreUnavailable} and
   *     keeps the entry until it can be written
   */
  public CommandDesk(
      Map<String, Controls> instruments, Consumer<JournalEntry> journal, InstantSource clock) {
    this.instruments = new TreeMap<>(instruments);
    this.journal = journal;
    this.clock = clock;
  }

  /** All settings known now, by id. */
  public List<Setting> settings() {
    var all = new ArrayList<Setting>();
    instruments.values().forEach(controls -> all.addAll(controls.settings()));
    all.sort(Comparator.comparing(Setting::id));
    return all;
  }

  /**
   * What became of a command.
   *
   * @param text one sentence for who asked
   */
  public record Carried(Setting setting, Outcome outcome, String text) {}

  /**
   * Carries out a command; returns when it is known what became of it.
   *
   * @throws IllegalArgumentException with one sentence when there is no such setting, or the value
   *     is none of it
   * @throws StoreUnavailable when it cannot be written down, and was therefore not sent
   */
  public Carried carryOut(Command command) {
    var setting = setting(command.setting());
    double value = value(setting, command.value());
    var asked = shown(setting, value) + said(command.why());
    var refused = refusal(setting, value, command);
    if (refused.isPresent()) {
      return done(command, setting, asked, new Outcome.Refused(refused.get()));
    }
    var intent = entry(command, "is asked to become " + asked);
    if (setting.isSafe(value)) {
      writeSoon(intent);
    } else {
      write(intent, setting);
    }
    Outcome outcome;
    try {
      outcome = controls(setting).set(setting, value);
    } catch (RuntimeException e) {
      outcome =
          new Outcome.Unconfirmed(
              "the driver failed in a way it should not ("
                  + e.getClass().getSimpleName()
                  + ": "
                  + e.getMessage()
                  + ")");
    }
    return done(command, setting, asked, outcome);
  }

  private Optional<String> refusal(Setting setting, double value, Command command) {
    if (setting.isSafe(value)) {
      return Optional.empty();
    }
    if (command.why().isBlank()) {
      return Optional.of("nobody said why; expected a reason");
    }
    if (setting.confirm() && !command.confirmed()) {
      return Optional.of("it must be confirmed, since it " + setting.what());
    }
    return setting
        .range()
        .filter(range -> !range.holds(value))
        .map(
            range ->
                shown(setting, value)
                    + " is out of range; expected "
                    + Numbers.plain(range.least())
                    + " to "
                    + shown(setting, range.most()));
  }

  private Carried done(Command command, Setting setting, String asked, Outcome outcome) {
    var text =
        switch (outcome) {
          case Outcome.Done(double readBack) ->
              setting.id() + " is " + shown(setting, readBack) + " now";
          case Outcome.Refused(String why) -> setting.id() + " was not changed: " + why;
          case Outcome.Failed(String why) -> setting.id() + " could not be changed: " + why;
          case Outcome.Unconfirmed(String why) ->
              "whether " + setting.id() + " was changed is not known: " + why;
        };
    writeSoon(
        entry(
            command,
            outcome instanceof Outcome.Refused ? "should become " + asked + ": " + text : text));
    return new Carried(setting, outcome, text);
  }

  private void write(JournalEntry entry, Setting setting) {
    try {
      journal.accept(entry);
    } catch (StoreUnavailable e) {
      throw new StoreUnavailable(
          setting.id() + " was not changed, since that cannot be written down: " + e.getMessage(),
          e);
    }
  }

  /**
   * Writes down what must not wait for a store that fails or hangs: what makes things safe, and
   * what is done already. An entry that cannot be written now is kept, and written later.
   */
  private void writeSoon(JournalEntry entry) {
    var writing =
        Thread.ofVirtual()
            .name("journal of commands")
            .start(
                () -> {
                  try {
                    journal.accept(entry);
                  } catch (StoreUnavailable e) {
                    // kept, as the journal promises
                  }
                });
    try {
      var inTime = writing.join(JOURNAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JournalEntry entry(Command command, String text) {
    return new JournalEntry(
        clock.instant(), "command", command.setting().text(), command.who() + ": " + text);
  }

  private static String said(String why) {
    return why.isBlank() ? "" : " (" + why.strip() + ")";
  }

  private Controls controls(Setting setting) {
    return Objects.requireNonNull(instruments.get(setting.id().instrument()));
  }

  private Setting setting(ChannelId id) {
    var all = settings();
    return all.stream()
        .filter(setting -> setting.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    all.isEmpty()
                        ? "nothing can be set on this station; its instruments are only read"
                        : "'"
                            + id
                            + "' cannot be set; "
                            + NearMiss.of(
                                id.text(),
                                all.stream().map(setting -> setting.id().text()).toList())));
  }

  private static double value(Setting setting, String text) {
    if (!setting.states().isEmpty()) {
      int state = setting.states().indexOf(text.strip());
      if (state < 0) {
        throw new IllegalArgumentException(
            "'%s' is no state of %s; %s"
                .formatted(
                    text.strip(), setting.id(), NearMiss.of(text.strip(), setting.states())));
      }
      return state;
    }
    var quantity = Quantity.parse(text);
    if (!quantity.fits(setting.unit())) {
      throw new IllegalArgumentException(
          "%s is set in %s; '%s' is none".formatted(setting.id(), setting.unit(), text.strip()));
    }
    return quantity.in(setting.unit());
  }

  private static String shown(Setting setting, double value) {
    if (!setting.states().isEmpty()) {
      int state = (int) value;
      return state == value && state >= 0 && state < setting.states().size()
          ? setting.states().get(state)
          : "state " + Numbers.plain(value);
    }
    var symbol = setting.unit().symbol();
    return Numbers.plain(value) + (symbol.isEmpty() ? "" : " " + symbol);
  }
}
