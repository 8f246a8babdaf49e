package org.stillwatch.core.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stillwatch.core.control.Command.Wish;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * Where commands come in. Each is checked against the setting's unit and range, the limits of the
 * station file, who has the instrument, and what interlocks say; it is written into the journal
 * before anything is sent, carried out by the instrument, which reads it back, and its outcome
 * written into the journal. Commands of one instrument take turns.
 *
 * <p>A value that makes things safe is sent also when the journal cannot be written, or hangs;
 * whoever has the instrument and whatever interlocks say; it needs no confirmation and waits for no
 * other command.
 */
public final class CommandDesk {

  /** A healthy disk takes milliseconds; off waits no longer for one that is not. */
  private static final Duration JOURNAL = Duration.ofMillis(500);

  /** So long a command waits for others to the same instrument. */
  private static final Duration TURN = Duration.ofSeconds(10);

  private final Map<String, Controls> instruments;
  private final Map<String, ReentrantLock> turns = new HashMap<>();
  private final List<Limit> limits;
  private final Gates gates;
  private final Consumer<JournalEntry> journal;
  private final InstantSource clock;

  /** How often an instrument, or one of its settings, was made safe. */
  private final Map<String, Long> offs = new ConcurrentHashMap<>();

  /** What else must allow a command that makes nothing safe. */
  public interface Gates {

    /** Why an instrument may not be changed by who has this lease, or none; empty when it may. */
    Optional<String> lease(String instrument, Optional<String> lease);

    /** Why outputs of an instrument may not rise; empty when they may. */
    Optional<String> interlock(String instrument);

    /** All is allowed. */
    Gates OPEN =
        new Gates() {
          @Override
          public Optional<String> lease(String instrument, Optional<String> lease) {
            return Optional.empty();
          }

          @Override
          public Optional<String> interlock(String instrument) {
            return Optional.empty();
          }
        };
  }

  /**
   * @param instruments that may be commanded, by id
   * @param limits of the station file
   * @param journal makes an entry durable before it returns, or throws {@link StoreUnavailable} and
   *     keeps the entry until it can be written
   */
  public CommandDesk(
      Map<String, Controls> instruments,
      List<Limit> limits,
      Gates gates,
      Consumer<JournalEntry> journal,
      InstantSource clock) {
    this.instruments = new TreeMap<>(instruments);
    instruments.keySet().forEach(id -> turns.put(id, new ReentrantLock(true)));
    this.limits = List.copyOf(limits);
    this.gates = gates;
    this.journal = journal;
    this.clock = clock;
  }

  /** All settings known now, by id, each with the range that is left. */
  public List<Setting> settings() {
    var all = new ArrayList<Setting>();
    instruments.values().forEach(controls -> all.addAll(controls.settings()));
    all.sort(Comparator.comparing(Setting::id));
    all.replaceAll(this::limited);
    return all;
  }

  /** A limit that makes no sense leaves it as it is, and what is not safe is refused for it. */
  private Setting limited(Setting setting) {
    var left = setting;
    for (var limit : limits) {
      if (limit.isAbout(setting) && limit.unfit(left).isEmpty()) {
        left = limit.of(left);
      }
    }
    return left;
  }

  private Optional<String> badLimit(Setting setting) {
    return limits.stream()
        .filter(limit -> limit.isAbout(setting))
        .flatMap(limit -> limit.unfit(setting).stream())
        .findFirst();
  }

  /** What a setting is known to be now. */
  public Optional<Double> present(Setting setting) {
    return controls(setting.id().instrument()).present(setting);
  }

  /**
   * What became of a change.
   *
   * @param before what it was, when that was known
   * @param text one sentence for who asked
   */
  public record Carried(Setting setting, Optional<Double> before, Outcome outcome, String text) {}

  /**
   * A wish that was understood.
   *
   * @param offs how often it had been made safe when it came in
   */
  private record Asked(Setting setting, double value, Optional<Double> before, long offs) {

    boolean isSafe() {
      return setting.isSafe(value);
    }

    String shown() {
      return Wishes.shown(setting, value);
    }

    Controls.Change change() {
      return new Controls.Change(setting, value);
    }
  }

  /**
   * Carries out a command; returns when it is known what became of it.
   *
   * @return what became of each wish, in their order
   * @throws IllegalArgumentException with one sentence when there is no such setting, or a value is
   *     none of it
   * @throws StoreUnavailable when it cannot be written down, and was therefore not sent
   */
  public List<Carried> carryOut(Command command) {
    var asked = command.wishes().stream().map(this::asked).toList();
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is to be changed; expected a setting and a value");
    }
    var instrument = asked.getFirst().setting().id().instrument();
    for (var each : asked) {
      if (!each.setting().id().instrument().equals(instrument)) {
        throw new IllegalArgumentException(
            each.setting().id()
                + " is of another instrument than "
                + asked.getFirst().setting().id()
                + "; expected changes of one instrument, which can be made together");
      }
    }
    var safe = asked.stream().filter(Asked::isSafe).toList();
    var rest = asked.stream().filter(each -> !each.isSafe()).toList();
    var carried = new ArrayList<Carried>();
    if (!safe.isEmpty()) {
      // whatever becomes of the others
      safe.forEach(each -> off(each.setting().id().text()));
      writeSoon(intent(command, safe));
      carried.addAll(done(command, safe, tried(controls(instrument), safe)));
    }
    if (!rest.isEmpty()) {
      carried.addAll(inTurn(instrument, () -> checked(command, rest, instrument)));
    }
    var order = asked.stream().map(each -> each.setting().id()).toList();
    carried.sort(Comparator.comparingInt(each -> order.indexOf(each.setting().id())));
    return carried;
  }

  private List<Carried> inTurn(String instrument, Supplier<List<Carried>> step) {
    var turn = Objects.requireNonNull(turns.get(instrument));
    try {
      if (!turn.tryLock(TURN.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalArgumentException(
            "too many commands wait for " + instrument + "; nothing was changed, try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("the station ends; nothing was changed", e);
    }
    try {
      return step.get();
    } finally {
      turn.unlock();
    }
  }

  private List<Carried> checked(Command command, List<Asked> given, String instrument) {
    // what it is now may have changed while this command waited for its turn
    var asked =
        given.stream()
            .map(each -> new Asked(each.setting(), each.value(), now(each.setting()), each.offs()))
            .toList();
    for (var each : asked) {
      var why = refusal(command, each);
      if (why.isPresent()) {
        return refused(command, asked, each, why.get());
      }
    }
    intent(command, asked).forEach(entry -> write(entry, asked.getFirst().setting()));
    // much may have happened while that was written down
    for (var each : asked) {
      var why = madeSafe(each).or(() -> rise(each));
      if (why.isPresent()) {
        return refused(command, asked, each, why.get());
      }
    }
    return done(command, asked, tried(controls(instrument), asked));
  }

  /** Who switches off must not see it switched on by a command that came before. */
  private Optional<String> madeSafe(Asked asked) {
    return offs(asked.setting()) == asked.offs()
        ? Optional.empty()
        : Optional.of("it was made safe while this command waited; ask again if it is still meant");
  }

  private long offs(Setting setting) {
    return offs.getOrDefault(setting.id().instrument(), 0L)
        + offs.getOrDefault(setting.id().text(), 0L);
  }

  private void off(String what) {
    var times = offs.merge(what, 1L, Long::sum);
  }

  private List<Carried> refused(Command command, List<Asked> asked, Asked culprit, String why) {
    return done(
        command,
        asked,
        asked.stream()
            .map(
                each ->
                    (Outcome)
                        new Outcome.Refused(
                            each.equals(culprit)
                                ? why
                                : culprit.setting().id() + " was refused: " + why))
            .toList());
  }

  private List<JournalEntry> intent(Command command, List<Asked> asked) {
    return asked.stream()
        .map(
            each ->
                entry(
                    command,
                    each.setting().id(),
                    "is asked to become " + each.shown() + said(command.why())))
        .toList();
  }

  private List<Carried> done(Command command, List<Asked> asked, List<Outcome> outcomes) {
    var carried = new ArrayList<Carried>();
    var entries = new ArrayList<JournalEntry>();
    for (int i = 0; i < asked.size(); i++) {
      var each = carried(asked.get(i), outcomes.get(i));
      carried.add(each);
      entries.add(
          entry(
              command,
              each.setting().id(),
              each.outcome() instanceof Outcome.Refused
                  ? "should become "
                      + asked.get(i).shown()
                      + said(command.why())
                      + ": "
                      + each.text()
                  : each.text()));
    }
    writeSoon(entries);
    return carried;
  }

  private static List<Outcome> tried(Controls controls, List<Asked> asked) {
    try {
      return asked.size() == 1
          ? List.of(controls.set(asked.getFirst().setting(), asked.getFirst().value()))
          : controls.setAll(asked.stream().map(Asked::change).toList());
    } catch (RuntimeException e) {
      Outcome failed = new Outcome.Unconfirmed(failure(e));
      return asked.stream().map(each -> failed).toList();
    }
  }

  private static String failure(RuntimeException e) {
    return "the driver failed in a way it should not ("
        + e.getClass().getSimpleName()
        + ": "
        + e.getMessage()
        + ")";
  }

  /**
   * Brings all outputs of an instrument to where they are safe. Never refused; not even a reason is
   * needed.
   *
   * @throws IllegalArgumentException with one sentence when there is no such instrument
   */
  public Outcome makeSafe(String instrument, String who, String why) {
    return makeSafe(instrument, who, why, Optional.empty());
  }

  /**
   * The same, once more.
   *
   * @param last how it went the last time: only what is new is written down
   */
  public Outcome makeSafe(String instrument, String who, String why, Optional<Outcome> last) {
    var controls = controls(instrument);
    off(instrument);
    if (last.isEmpty()) {
      writeSoon(
          List.of(aboutAll(instrument, who, "all outputs are asked to be made safe" + said(why))));
    }
    Outcome outcome;
    try {
      outcome = controls.makeSafe(who + said(why));
    } catch (RuntimeException e) {
      outcome = new Outcome.Unconfirmed(failure(e));
    }
    if (!last.equals(Optional.of(outcome))) {
      writeSoon(List.of(aboutAll(instrument, who, safety(outcome))));
    }
    return outcome;
  }

  private JournalEntry aboutAll(String instrument, String who, String text) {
    return new JournalEntry(clock.instant(), "command", instrument, who + ": " + text);
  }

  /** What became of making all outputs safe, one clause. */
  public static String safety(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> "all outputs are safe, or on their way there";
      case Outcome.Refused(String reason) -> "outputs were not made safe: " + reason;
      case Outcome.Failed(String reason) -> "outputs could not be made safe: " + reason;
      case Outcome.Unconfirmed(String reason) ->
          "whether the outputs are safe is not known: " + reason;
    };
  }

  private Optional<String> refusal(Command command, Asked asked) {
    var setting = asked.setting();
    if (asked.isSafe()) {
      return Optional.empty();
    }
    if (setting.touches() == Setting.Touches.PROTECTION && !command.expert()) {
      return Optional.of("it protects people and things, so it needs an expert");
    }
    if (command.why().isBlank()) {
      return Optional.of("nobody said why; expected a reason");
    }
    return badLimit(setting)
        .or(() -> Wishes.outOfRange(setting, asked.value()))
        .or(() -> gates.lease(setting.id().instrument(), command.lease()))
        .or(() -> rise(asked))
        .or(() -> unconfirmed(command, asked));
  }

  private Optional<String> rise(Asked asked) {
    var instrument = asked.setting().id().instrument();
    return controls(instrument).raises(asked.setting(), asked.value())
        ? gates.interlock(instrument)
        : Optional.empty();
  }

  private Optional<String> unconfirmed(Command command, Asked asked) {
    var setting = asked.setting();
    if (command.confirmed()) {
      return Optional.empty();
    }
    if (setting.confirm()) {
      return Optional.of("it must be confirmed, since it " + setting.what());
    }
    return limits.stream()
        .filter(limit -> limit.isAbout(setting))
        .flatMap(limit -> limit.step(setting).stream())
        .min(Comparator.naturalOrder())
        .flatMap(step -> beyond(asked, step));
  }

  private static Optional<String> beyond(Asked asked, double step) {
    var limit = Wishes.shown(asked.setting(), step);
    if (asked.before().isEmpty()) {
      return Optional.of("it must be confirmed, since it is not known what it is now");
    }
    double before = asked.before().get();
    return Math.abs(asked.value() - before) > step
        ? Optional.of(
            "it must be confirmed, since from "
                + Wishes.shown(asked.setting(), before)
                + " it is more than "
                + limit
                + " at once")
        : Optional.empty();
  }

  private static Carried carried(Asked asked, Outcome outcome) {
    var setting = asked.setting();
    var text =
        switch (outcome) {
          case Outcome.Done(double readBack) ->
              setting.id()
                  + " is "
                  + Wishes.shown(setting, readBack)
                  + " now"
                  + asked
                      .before()
                      .map(
                          before ->
                              before == readBack
                                  ? ", as before"
                                  : ", it was " + Wishes.shown(setting, before))
                      .orElse("");
          case Outcome.Refused(String why) -> setting.id() + " was not changed: " + why;
          case Outcome.Failed(String why) -> setting.id() + " could not be changed: " + why;
          case Outcome.Unconfirmed(String why) ->
              "whether " + setting.id() + " was changed is not known: " + why;
        };
    return new Carried(setting, asked.before(), outcome, text);
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
   * what is done already. Entries that cannot be written now are kept, and written later.
   */
  private void writeSoon(List<JournalEntry> entries) {
    var writing =
        Thread.ofVirtual()
            .name("journal of commands")
            .start(() -> entries.forEach(this::writeOrKeep));
    try {
      var inTime = writing.join(JOURNAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeOrKeep(JournalEntry entry) {
    try {
      journal.accept(entry);
    } catch (StoreUnavailable e) {
      // kept, as the journal promises
    }
  }

  private JournalEntry entry(Command command, ChannelId subject, String text) {
    return new JournalEntry(
        clock.instant(), "command", subject.text(), command.who() + ": " + text);
  }

  private static String said(String why) {
    return why.isBlank() ? "" : " (" + why.strip() + ")";
  }

  private Controls controls(String instrument) {
    var controls = instruments.get(instrument);
    if (controls == null) {
      throw new IllegalArgumentException(
          "'"
              + instrument
              + "' is no instrument that can be commanded; "
              + NearMiss.of(instrument, instruments.keySet()));
    }
    return controls;
  }

  private Asked asked(Wish wish) {
    var setting = setting(wish.setting());
    return new Asked(setting, Wishes.value(setting, wish.value()), now(setting), offs(setting));
  }

  /** What a driver fails to say is not known; that must not keep anybody from switching off. */
  private Optional<Double> now(Setting setting) {
    try {
      return present(setting);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Setting setting(ChannelId id) {
    // of its own instrument, whatever another one fails at
    return Optional.ofNullable(instruments.get(id.instrument())).stream()
        .flatMap(controls -> controls.settings().stream())
        .filter(setting -> setting.id().equals(id))
        .findFirst()
        .map(this::limited)
        .orElseThrow(() -> unknown(id, settings()));
  }

  private static IllegalArgumentException unknown(ChannelId id, List<Setting> all) {
    return new IllegalArgumentException(
        all.isEmpty()
            ? "nothing can be set on this station; its instruments are only read"
            : "'"
                + id
                + "' cannot be set; "
                + NearMiss.of(
                    id.text(), all.stream().map(setting -> setting.id().text()).toList()));
  }
}
