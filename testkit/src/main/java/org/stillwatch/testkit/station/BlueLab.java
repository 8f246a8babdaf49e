package org.stillwatch.testkit.station;

import static org.stillwatch.core.store.OutboxEntry.State.DELIVERED;
import static org.stillwatch.core.store.OutboxEntry.State.PARKED;
import static org.stillwatch.core.store.OutboxEntry.State.WAITING;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.core.station.StationView.InstrumentStatus;
import org.stillwatch.core.station.StationView.RuleStatus;
import org.stillwatch.core.store.OutboxEntry;

/**
 * A laboratory with a dilution refrigerator, a gas sensor, a high-voltage supply and a gauge that
 * does not answer, on a Friday at 16:42:07 in Zurich, at the end of a cooldown of 40 hours. One
 * alarm is critical, one channel is stale, one has no value; the same at every call.
 */
public final class BlueLab {

  /** Friday, 20 November 2026, 16:42:07 in Zurich. */
  public static final Instant NOW = Instant.parse("2026-11-20T15:42:07Z");

  private static final Duration HISTORY = Duration.ofHours(40);
  private static final double CONDENSING_HOURS = 31.3;
  private static final Duration GAUGE_OFF = Duration.ofMinutes(38);

  private final ScriptedStation station =
      new ScriptedStation("Blue lab", ZoneId.of("Europe/Zurich"), NOW);
  private final Random noise = new Random(392);

  private BlueLab() {}

  public static ScriptedStation station() {
    var lab = new BlueLab();
    lab.instruments();
    lab.temperatures();
    lab.gasHandling();
    lab.states();
    lab.others();
    lab.rules();
    lab.alarms();
    lab.notices();
    BlueLabRuns.show(lab.station);
    lab.settings();
    return lab.station;
  }

  /** The same, its high-voltage supply with all its outputs, settings and interlocks. */
  public static ScriptedStation withSupply() {
    var station = station();
    BlueLabSupply.show(station);
    return station;
  }

  private void settings() {
    station
        .control()
        .offer(
            Setting.choice(
                new ChannelId("gauge1/ion/filament"), true, "switches the filament", "off", "on"),
            Setting.number(
                new ChannelId("pump1/turbo/speed"),
                Unit.of("Hz"),
                Optional.of(new Setting.Range(0, 1000)),
                "sets the speed of the pump"));
    station
        .control()
        .interlocks(
            new Interlock(
                "pumped-down",
                Interlock.Kind.PERMIT,
                "gauge1",
                Condition.parse("gas/air/humidity below 45 %"),
                Duration.ofSeconds(60),
                Interlock.STALE,
                Optional.of(Duration.ofDays(90)),
                Optional.empty()));
  }

  private void instruments() {
    instrument("fridge", "bluefors-logs", "ok", "up to date", 40 * 60, 12, 0);
    instrument("gas", "bme680-arduino", "ok", "", 40 * 60, 9, 0);
    instrument("hv1", "caen-hv", "trouble", "2 rows could not be read", 31, 3, 2);
    instrument(
        "gauge1", "kjlc-gauge", "unreachable", "no reply, 24th try; next in 10 s", 4, 252, 0);
  }

  private void instrument(
      String id, String kind, String state, String reason, int minutes, int age, int bad) {
    List<String> problems =
        bad == 0
            ? List.of()
            : List.of("status.log:1204: 'VMON:####' is no number; expected a voltage in V");
    station.instrument(
        new InstrumentStatus(
            id,
            kind,
            state,
            reason,
            NOW.minus(Duration.ofMinutes(minutes)),
            Optional.of(NOW.minusSeconds(age)),
            86_661,
            bad,
            problems));
  }

  private void temperatures() {
    number("fridge/50k/temperature", "K", "CH1", 60, 42, t -> fall(t, 46, 17, 7));
    number("fridge/4k/temperature", "K", "CH2", 60, 42, t -> fall(t, 3.71, 15, 2.5));
    number("fridge/magnet/temperature", "K", "CH3", 60, 42, t -> fall(t, 3.94, 15.6, 2.6));
    number("fridge/still/temperature", "K", "CH5", 60, 12, BlueLab::still);
    number("fridge/mxc/temperature", "K", "CH6", 60, 12, BlueLab::mxc);
    number("fridge/mxc/resistance", "Ohm", "CH6", 60, 12, t -> 11_204 + 20 * t);
  }

  private void gasHandling() {
    number("fridge/p1", "mbar", "Vacuum can", 60, 12, t -> 3.2e-6 + 1e-3 * Math.exp(-t));
    number("fridge/p2", "mbar", "Still line", 60, 12, t -> 0.081);
    number("fridge/p3", "mbar", "Condensing", 60, 12, t -> 204);
    number("fridge/p4", "mbar", "Backing", 60, 12, t -> 212.4);
    number("fridge/p5", "mbar", "Tank", 60, 12, t -> t > CONDENSING_HOURS ? 62 : 716);
    number("fridge/p6", "mbar", "Air", 60, 12, t -> 0.24);
    number("fridge/flow", "mmol/s", "Flow", 60, 9, t -> t > CONDENSING_HOURS ? 1.52 : 0.0021);
    number(
        "fridge/compressor/water-out",
        "degC",
        "Water out",
        60,
        9,
        t -> 26.6 + Math.max(0, (t - 36) * 0.7));
    number("fridge/compressor/water-in", "degC", "Water in", 60, 9, t -> 17.4);
    number("fridge/compressor/oil", "degC", "Oil", 60, 9, t -> 38.2);
    number("fridge/compressor/helium", "degC", "Helium", 60, 9, t -> 66.1);
    number("fridge/heater/mxc", "W", "Sample heater", 60, 12, t -> 0);
    number("fridge/heater/still", "W", "Still heater", 60, 12, t -> 0.0142);
    number("fridge/turbo/actual-speed", "Hz", "Turbo speed", 60, 12, t -> 820);
    number("fridge/scroll/power", "W", "Scroll power", 60, 12, t -> 341);
    for (long minutes = GAUGE_OFF.toMinutes(); minutes >= 0; minutes--) {
      station.remember(
          Reading.missing(
              new ChannelId("fridge/p3"),
              NOW.minus(Duration.ofMinutes(minutes)).minusSeconds(7),
              0,
              "gauge off"));
    }
  }

  private void states() {
    for (int valve = 1; valve <= 23; valve++) {
      state("fridge/valve/v" + valve, "V" + valve, valve % 5 == 4 ? 1 : 0, "closed", "open");
    }
    state("fridge/pump/scroll1", "Scroll 1", 1, "off", "on");
    state("fridge/pump/scroll2", "Scroll 2", 0, "off", "on");
    state("fridge/pump/turbo1", "Turbo 1", 1, "off", "on");
    state("fridge/pump/compressor", "Pulse tube", 1, "off", "on");
    state("fridge/switch/ext", "External", 0, "off", "on");
    state("hv1/ch3/power", "HV 3 power", 1, "off", "on");
  }

  private void others() {
    number("gas/air/temperature", "degC", "Air temperature", 10, 9, t -> 21.8);
    number("gas/air/humidity", "%", "Humidity", 10, 9, t -> 31.2);
    number("hv1/ch3/vmon", "V", "VMON", 10, 3, t -> 1500);
    number("hv1/ch3/imon", "A", "IMON", 10, 3, t -> 1.92e-6);
    number("gauge1/ion/pressure", "Torr", "Ion gauge", 30, 252, t -> 3.2e-9);
  }

  private void rules() {
    rule("water-out", "fridge/compressor/water-out", "high", "27 degC", "29 degC");
    rule("mxc-cold", "fridge/mxc/temperature", "low", "50 mK", "10 K");
    rule("ion-gauge", "gauge1/ion/pressure", "unknown", "", "1E-7 Torr");
    rule("condensing", "fridge/p3", "unknown", "", "2000 mbar");
  }

  private void rule(String name, String channel, String position, String low, String high) {
    station.rule(
        new RuleStatus(
            name,
            new ChannelId(channel),
            position,
            low.isEmpty() ? Optional.empty() : Optional.of(low),
            Optional.of(high),
            position.equals("unknown") ? Optional.of("no value") : Optional.empty()));
  }

  private void alarms() {
    station.raise(
        AlarmStatus.active(
            "water-out/high",
            "water-out",
            Notice.Kind.ALARM,
            Severity.CRITICAL,
            NOW.minus(Duration.ofMinutes(6)),
            "PT water out above 29 °C",
            "fridge/compressor/water-out is 29.4 degC, above 29 degC",
            Optional.of(new ChannelId("fridge/compressor/water-out"))));
    station.raise(
        AlarmStatus.active(
            "ion-gauge/stale",
            "ion-gauge",
            Notice.Kind.SYSTEM,
            Severity.WARNING,
            NOW.minus(Duration.ofMinutes(3)),
            "Ion gauge silent",
            "gauge1/ion/pressure: no reading for 4 min",
            Optional.of(new ChannelId("gauge1/ion/pressure"))));
  }

  private void notices() {
    var water =
        notice(
            "n5",
            Duration.ofMinutes(6),
            Notice.Kind.ALARM,
            Severity.CRITICAL,
            "PT water out above 29 °C",
            "fridge/compressor/water-out is 29.4 degC, above 29 degC");
    station.tell(
        water,
        entry(5, water, "slack-lab", DELIVERED, 1, Duration.ofMinutes(5), "200 ok"),
        entry(6, water, "hook", WAITING, 2, Duration.ofMinutes(-1), "503 Service Unavailable"));
    var silent =
        notice(
            "n6",
            Duration.ofMinutes(3),
            Notice.Kind.SYSTEM,
            Severity.WARNING,
            "Ion gauge silent",
            "gauge1/ion/pressure: no reading for 4 min");
    station.tell(
        silent, entry(7, silent, "slack-lab", PARKED, 1, Duration.ofMinutes(3), "404 no_service"));
    var condensing =
        notice(
            "n3",
            hoursAgo(CONDENSING_HOURS),
            Notice.Kind.PROCEDURE,
            Severity.INFO,
            "Condensing",
            "The still plate is below 4 K; condensing starts.");
    station.tell(
        condensing,
        entry(3, condensing, "slack-lab", DELIVERED, 1, hoursAgo(CONDENSING_HOURS), "200 ok"));
    var started =
        notice(
            "n1",
            hoursAgo(1),
            Notice.Kind.PROCEDURE,
            Severity.INFO,
            "Full Cooldown started",
            "Started by hand.");
    station.tell(started, entry(1, started, "slack-lab", DELIVERED, 1, hoursAgo(1), "200 ok"));
    var cold =
        notice(
            "n4",
            hoursAgo(36.1),
            Notice.Kind.SNAPSHOT,
            Severity.INFO,
            "MXC below 50 mK",
            "Snapshot \"Base Temperature\" of 12 channels is due at 14:48.");
    station.tell(cold);
  }

  private Notice notice(
      String id, Duration ago, Notice.Kind kind, Severity severity, String title, String text) {
    return station.notice(id, NOW.minus(ago), kind, severity, title, text, Optional.empty());
  }

  /** How long ago it was, so many hours after the history began. */
  private static Duration hoursAgo(double hours) {
    return HISTORY.minusSeconds((long) (hours * 3600));
  }

  private static OutboxEntry entry(
      long number,
      Notice notice,
      String notifier,
      OutboxEntry.State state,
      int attempts,
      Duration ago,
      String answer) {
    return new OutboxEntry(
        number, notice, notifier, notifier, state, attempts, NOW.minus(ago), answer, false);
  }

  private void number(
      String id,
      String unit,
      String label,
      int periodSeconds,
      int ageSeconds,
      DoubleUnaryOperator valueAtHours) {
    var channel = Channel.number(new ChannelId(id), Unit.of(unit), label, seconds(periodSeconds));
    station.declare(channel);
    boolean mixingChamber = id.equals("fridge/mxc/temperature");
    for (long ago = HISTORY.toSeconds(); ago >= ageSeconds; ago -= 60) {
      double hours = (HISTORY.toSeconds() - ago) / 3600.0;
      boolean dropOut = mixingChamber && hours > 20.9 && hours < 22.42;
      boolean gaugeOff = id.equals("fridge/p3") && ago < GAUGE_OFF.toSeconds();
      if (dropOut || gaugeOff) {
        continue;
      }
      double value = valueAtHours.applyAsDouble(hours) * (1 + 0.003 * noise.nextGaussian());
      remember(channel, NOW.minusSeconds(ago), value);
    }
    if (!id.equals("fridge/p3")) {
      remember(
          channel,
          NOW.minusSeconds(ageSeconds),
          valueAtHours.applyAsDouble(HISTORY.toSeconds() / 3600.0));
    }
  }

  private void remember(Channel channel, Instant time, double value) {
    double digits = Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
    station.remember(Reading.measured(channel.id(), time, 0, digits));
  }

  private void state(String id, String label, int value, String... words) {
    var channel = Channel.states(new ChannelId(id), label, Duration.ofHours(24), words);
    station.declare(channel);
    station.remember(Reading.measured(channel.id(), NOW.minus(Duration.ofHours(2)), 0, value));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** From 296 to {@code base} K, half way on the log scale after so many hours. */
  private static double fall(double hours, double base, double middle, double width) {
    return base * Math.pow(296 / base, 1 / (1 + Math.exp((hours - middle) / width)));
  }

  static double still(double hours) {
    double past = hours - CONDENSING_HOURS;
    return past < 0
        ? fall(hours, 4.12, 17.4, 2.7)
        : 0.853 * Math.pow(4.14 / 0.853, Math.exp(-past / 0.7));
  }

  static double mxc(double hours) {
    double past = hours - CONDENSING_HOURS;
    return past < 0
        ? fall(hours, 4.08, 18.0, 2.7)
        : 0.009065 * Math.pow(4.12 / 0.009065, Math.exp(-past / 1.6));
  }
}
