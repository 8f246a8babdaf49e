package org.stillwatch.simulators.bluefors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * A dilution refrigerator as its control software sees it: plates, gauges, flow, switches, heaters
 * and pumps. Pure: the same seed and the same steps give the same states. Time is the fridge's own,
 * since it was switched on; the story it lives through repeats every 80 hours.
 */
public final class FridgeModel {

  /**
   * The fridge at one moment.
   *
   * @param time since it was switched on
   * @param sensors of the plates, by channel
   * @param gauges P1 to P6
   * @param flowMmolPerS of the mixture
   * @param switches valves {@code v1} to {@code v23}, pumps and heat switches by name: on or open
   * @param changes positions in between since the state before, in order, each differing from the
   *     one before; the last equals {@code switches}; none when nothing was switched
   * @param compressor of the pulse tube; empty while its serial line is silent
   */
  public record State(
      Duration time,
      List<Sensor> sensors,
      List<Gauge> gauges,
      double flowMmolPerS,
      SequencedMap<String, Boolean> switches,
      List<SequencedMap<String, Boolean>> changes,
      Heater mxcHeater,
      Heater stillHeater,
      Optional<Compressor> compressor,
      Turbo turbo,
      Scroll scroll) {

    /** The sensor of a channel: 1, 2, 3, 5 or 6. */
    public Sensor sensor(int channel) {
      return sensors.stream().filter(s -> s.channel() == channel).findFirst().orElseThrow();
    }
  }

  /**
   * What the resistance bridge makes of one sensor.
   *
   * @param temperatureK empty when the software gives none though the resistance goes on; 0 when
   *     the sensor dropped out
   * @param offCurve colder than the calibration curve reaches; the temperature, if any, is not true
   */
  public record Sensor(
      int channel,
      OptionalDouble temperatureK,
      double resistanceOhm,
      double excitationW,
      boolean offCurve) {}

  /** A pressure gauge; one that is off keeps its last value. */
  public record Gauge(boolean on, double pressureMbar) {}

  public record Heater(boolean on, double powerW) {}

  /**
   * @param warnings bit mask of the compressor: 4 is coolant out high
   */
  public record Compressor(
      boolean running,
      int warnings,
      double waterInDegC,
      double waterOutDegC,
      double oilDegC,
      double heliumDegC,
      double lowPsi,
      double highPsi,
      double currentA) {}

  public record Turbo(boolean on, double speedHz, double powerW) {}

  public record Scroll(boolean on, double speedHz, Duration running) {}

  /** The sensors of one scan are measured within this time, then repeated until the next. */
  private static final Duration SCAN = Duration.ofSeconds(60);

  private static final Duration GAUGE_TURN = Duration.ofSeconds(10);

  /** Below this the calibration curve of the mixing chamber's sensor has no points. */
  private static final double MXC_CURVE_END_K = 0.007;

  private static final double WATER_OUT_WARNING_DEGC = 29;
  private static final int COOLANT_OUT_HIGH = 4;

  private final long seed;
  private final double noise;

  private FridgeModel(long seed, double noise) {
    this.seed = seed;
    this.noise = noise;
  }

  /** With the noise of real sensors, fixed by the seed. */
  public FridgeModel(long seed) {
    this(seed, 1);
  }

  /** Without noise, for looking at the curves themselves. */
  public static FridgeModel withoutNoise() {
    return new FridgeModel(0, 0);
  }

  /** The fridge's time from switching on to its base temperature of 10 mK. */
  public static Duration timeToBase() {
    return Duration.ofMinutes(Math.round(FridgeStory.BASE_HOURS * 60));
  }

  /** The fridge's time after which its story begins again. */
  public static Duration storyLength() {
    return FridgeStory.LENGTH;
  }

  /** At room temperature, all switched off. */
  public State start() {
    return at(Duration.ZERO);
  }

  /** The fridge so long after it was switched on, without the changes on the way. */
  public State at(Duration time) {
    return state(time, List.of());
  }

  /**
   * The fridge so much later.
   *
   * @param step of the fridge's time, not negative
   */
  public State step(State before, Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("the fridge cannot step back by " + step);
    }
    var time = before.time().plus(step);
    return state(time, changes(before.time(), time));
  }

  private State state(Duration time, List<SequencedMap<String, Boolean>> changes) {
    var turn = floor(time, GAUGE_TURN);
    double hours = hours(turn);
    boolean circulating = FridgeStory.CIRCULATING.holds(hours);
    return new State(
        time,
        sensors(floor(time, SCAN)),
        gauges(turn),
        FridgeStory.FLOW.at(hours) * (1 + 0.003 * jitter(20, turn)),
        switches(time),
        List.copyOf(changes),
        heater(FridgeStory.MXC_HEATER, hours, 0.1),
        heater(FridgeStory.STILL_HEATER, hours, 0.006),
        compressor(turn),
        circulating ? new Turbo(true, 820, 61 + jitter(31, turn)) : new Turbo(false, 0, 0),
        new Scroll(circulating, circulating ? 30 : 0, turn));
  }

  private static Heater heater(FridgeStory.Span span, double hours, double powerW) {
    return span.holds(hours) ? new Heater(true, powerW) : new Heater(false, 0);
  }

  private List<Sensor> sensors(Duration scan) {
    return List.of(
        sensor(1, scan, FridgeStory.PLATE_50K, FridgeModel::platinumOhm),
        sensor(2, scan, FridgeStory.PLATE_4K, FridgeModel::cernoxOhm),
        sensor(3, scan, FridgeStory.MAGNET, FridgeModel::cernoxOhm),
        sensor(5, scan, FridgeStory.STILL, FridgeModel::cernoxOhm),
        mixingChamber(scan));
  }

  private Sensor sensor(int channel, Duration scan, Curve curve, DoubleUnaryOperator ohm) {
    double kelvin = curve.at(hours(scan)) * (1 + 2e-4 * jitter(channel, scan));
    return measured(channel, OptionalDouble.of(kelvin), ohm.applyAsDouble(kelvin), false);
  }

  private static Sensor measured(int channel, OptionalDouble kelvin, double ohm, boolean offCurve) {
    double ampere = 1e-9; // a usual excitation current of a resistance bridge
    return new Sensor(channel, kelvin, ohm, ampere * ampere * ohm, offCurve);
  }

  private Sensor mixingChamber(Duration scan) {
    double hours = hours(scan);
    if (FridgeStory.MXC_DROP_OUT.holds(hours)) {
      return new Sensor(6, OptionalDouble.of(0), 0, 0, false);
    }
    if (!FridgeStory.MXC_OFF_CURVE.holds(hours)) {
      double noisy = FridgeStory.MXC.at(hours) * (1 + 2e-3 * jitter(6, scan));
      double kelvin = Math.max(MXC_CURVE_END_K, noisy);
      return measured(6, OptionalDouble.of(kelvin), rutheniumOxideOhm(kelvin), false);
    }
    double ohm = rutheniumOxideOhm(FridgeStory.MXC.at(hours) * (1 + 2e-3 * jitter(6, scan)));
    boolean repeats = hours < FridgeStory.MXC_OFF_CURVE.from() + FridgeStory.MXC_REPEATED_HOURS;
    return measured(
        6, repeats ? OptionalDouble.of(MXC_CURVE_END_K) : OptionalDouble.empty(), ohm, true);
  }

  /** IEC 60751, Pt100, without its small third term, and never below its rest resistance. */
  private static double platinumOhm(double kelvin) {
    double celsius = kelvin - 273.15;
    return Math.max(1.5, 100 * (1 + 3.9083e-3 * celsius - 5.775e-7 * celsius * celsius));
  }

  /** The shape of a zirconium oxynitride sensor: 30 Ohm at 300 K, about 800 Ohm at 0.8 K. */
  private static double cernoxOhm(double kelvin) {
    return 30 * Math.pow(300 / kelvin, 0.55);
  }

  /** The shape of a ruthenium oxide sensor: 1.4 kOhm at 300 K, about 14 kOhm at 8 mK. */
  private static double rutheniumOxideOhm(double kelvin) {
    return 1150 * Math.exp(Math.pow(0.3 / kelvin, 0.25));
  }

  private List<Gauge> gauges(Duration turn) {
    var gauges = new ArrayList<Gauge>();
    for (int i = 0; i < FridgeStory.PRESSURES.size(); i++) {
      gauges.add(gauge(i, turn));
    }
    return List.copyOf(gauges);
  }

  private Gauge gauge(int index, Duration turn) {
    if (index == 0) {
      for (var off : List.of(FridgeStory.P1_OFF, FridgeStory.P1_OFF_WARM)) {
        if (off.holds(hours(turn))) {
          return new Gauge(false, FridgeStory.PRESSURES.getFirst().at(off.from()));
        }
      }
    }
    double mbar = FridgeStory.PRESSURES.get(index).at(hours(turn));
    return new Gauge(true, mbar * (1 + 0.004 * jitter(10 + index, turn)));
  }

  private Optional<Compressor> compressor(Duration turn) {
    double hours = hours(turn);
    if (FridgeStory.COMPRESSOR_SILENT.holds(hours)) {
      return Optional.empty();
    }
    double waterOut = FridgeStory.WATER_OUT.at(hours) + 0.03 * jitter(32, turn);
    return Optional.of(
        new Compressor(
            FridgeStory.COOLING.holds(hours),
            waterOut > WATER_OUT_WARNING_DEGC ? COOLANT_OUT_HIGH : 0,
            FridgeStory.WATER_IN.at(hours) + 0.03 * jitter(33, turn),
            waterOut,
            FridgeStory.OIL.at(hours) + 0.05 * jitter(34, turn),
            FridgeStory.HELIUM.at(hours) + 0.05 * jitter(35, turn),
            FridgeStory.LOW_PSI.at(hours) + 0.3 * jitter(36, turn),
            FridgeStory.HIGH_PSI.at(hours) + 0.5 * jitter(37, turn),
            FridgeStory.CURRENT.at(hours) * (1 + 0.002 * jitter(38, turn))));
  }

  private static SequencedMap<String, Boolean> allOff() {
    var positions = new LinkedHashMap<String, Boolean>();
    for (int valve = 1; valve <= 23; valve++) {
      positions.put("v" + valve, false);
    }
    for (var name :
        List.of(
            "turbo1",
            "turbo2",
            "scroll1",
            "scroll2",
            "compressor",
            "pulsetube",
            "hs-still",
            "hs-mc",
            "ext")) {
      positions.put(name, false);
    }
    return positions;
  }

  private static SequencedMap<String, Boolean> after(
      SequencedMap<String, Boolean> before, FridgeStory.Turn turn) {
    var positions = new LinkedHashMap<>(before);
    turn.on().forEach(name -> positions.put(name, true));
    turn.off().forEach(name -> positions.put(name, false));
    return Collections.unmodifiableSequencedMap(positions);
  }

  private static SequencedMap<String, Boolean> switches(Duration time) {
    var positions = Collections.unmodifiableSequencedMap(allOff());
    var inStory = inStory(time);
    for (var turn : FridgeStory.TURNS) {
      if (moment(turn).compareTo(inStory) <= 0) {
        positions = after(positions, turn);
      }
    }
    return positions;
  }

  private static List<SequencedMap<String, Boolean>> changes(Duration after, Duration upTo) {
    var changes = new ArrayList<SequencedMap<String, Boolean>>();
    // of a step longer than the story only its end can be told
    var from =
        upTo.minus(after).compareTo(FridgeStory.LENGTH) > 0
            ? upTo.minus(FridgeStory.LENGTH)
            : after;
    var positions = switches(from);
    for (long n = from.dividedBy(FridgeStory.LENGTH);
        FridgeStory.LENGTH.multipliedBy(n).compareTo(upTo) <= 0;
        n++) {
      for (var turn : FridgeStory.TURNS) {
        var when = FridgeStory.LENGTH.multipliedBy(n).plus(moment(turn));
        if (when.compareTo(from) > 0 && when.compareTo(upTo) <= 0) {
          positions = after(positions, turn);
          changes.add(positions);
        }
      }
    }
    return changes;
  }

  private static Duration moment(FridgeStory.Turn turn) {
    return Duration.ofSeconds(Math.round(turn.hours() * 3600));
  }

  private static Duration inStory(Duration time) {
    return time.minus(FridgeStory.LENGTH.multipliedBy(time.dividedBy(FridgeStory.LENGTH)));
  }

  private static double hours(Duration time) {
    return inStory(time).toMillis() / 3_600_000.0;
  }

  private static Duration floor(Duration time, Duration unit) {
    return unit.multipliedBy(time.dividedBy(unit));
  }

  /** Between -3 and 3, normally distributed; the same for the same source and moment. */
  private double jitter(int source, Duration moment) {
    if (noise == 0) {
      return 0;
    }
    long mixed = (seed * 64 + source) * 0x9E3779B97F4A7C15L + moment.toSeconds();
    return noise * Math.clamp(new SplittableRandom(mixed).nextGaussian(), -3, 3);
  }
}
