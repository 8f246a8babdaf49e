package org.stillwatch.simulators.kjlc;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.simulators.kjlc.Vacuum.Sensor;

/**
 * One gauge. States of its ion gauge: off; starting (2 s after IG1, reads as off); on. From on to
 * off: IG0, reset, pressure above the limit for 1 s (latches OVPRS), a fault (latches it). While a
 * fault is latched IG1 is refused until IG0 clears it. Degas only while on and at 5e-5 Torr or
 * less; it ends by itself.
 */
public final class SimulatedGauge {

  /** The makes. */
  public enum Model {
    /** Ion gauge and two convection gauges (IGM402). */
    KJLC_392("392", "1769-103", true, 2),
    /** Ion gauge alone (IGM401). */
    KJLC_354("354", "1498-102", true, 0),
    /** One convection gauge (CVM201). */
    KJLC_300("300", "05041-00", false, 1);

    private final String number;
    private final String version;
    private final boolean ion;
    private final int convection;

    Model(String number, String version, boolean ion, int convection) {
      this.number = number;
      this.version = version;
      this.ion = ion;
      this.convection = convection;
    }

    private boolean has(Sensor sensor) {
      return switch (sensor) {
        case ION -> ion;
        case CONVECTION_1 -> convection >= 1;
        case CONVECTION_2 -> convection >= 2;
      };
    }

    /** 392, 354 or 300. */
    public String number() {
      return number;
    }
  }

  /** What switches the ion gauge off, by the code that RS answers (IGM402 manual, RS). */
  public enum Fault {
    NONE("00 ST OK"),
    OVERPRESSURE("01 OVPRS"),
    EMISSION("02 EMISS"),
    POWER("08 POWER"),
    COLLECTOR("20 ION C");

    private final String field;

    Fault(String field) {
      this.field = field;
    }
  }

  /** The units of newer firmware. */
  public enum PressureUnit {
    TORR("TORR", 1),
    MBAR("MBAR", 101325.0 / 760 / 100),
    PASCAL("PASCAL", 101325.0 / 760);

    private final String word;
    private final double perTorr;

    PressureUnit(String word, double perTorr) {
      this.word = word;
      this.perTorr = perTorr;
    }
  }

  /**
   * What it answers.
   *
   * @param text without the carriage return
   */
  record Answer(String text, Duration after) {}

  static final String OFF = "9.90E+09";

  private static final String OK = "PROGM OK";
  private static final String INVALID = "INVALID ";
  private static final String SYNTAX = "SYNTX ER";

  /** A read takes 3.3 ms, a write 21 ms, FAC 109 ms (figures of the GP 354 family). */
  private static final Duration READ = Duration.ofNanos(3_300_000);

  private static final Duration WRITE = Duration.ofMillis(21);
  private static final Duration FACTORY = Duration.ofMillis(109);

  private static final Duration RESET = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofSeconds(2);
  private static final Duration TRIP = Duration.ofSeconds(1);
  private static final Duration DEGAS = Duration.ofMinutes(2);
  private static final double DEGAS_LIMIT_TORR = 5e-5;
  private static final double ZERO_LIMIT_TORR = 0.1;
  private static final double CONVECTION_LIMIT_TORR = 1000;
  private static final double SHUT_OFF_TORR = 1e-3;

  private final String address;
  private final Model model;
  private final Vacuum vacuum;
  private final Set<Sensor> broken = EnumSet.noneOf(Sensor.class);
  private final Map<String, String> relays = new HashMap<>();
  private boolean newerFirmware = true;
  private PressureUnit unit = PressureUnit.TORR;
  private boolean on;
  private Duration onSince = Duration.ZERO;
  private Fault fault = Fault.NONE;
  private boolean degas;
  private Duration degasSince = Duration.ZERO;
  private boolean fourMilliamp;
  private double shutOffTorr = SHUT_OFF_TORR;
  private boolean locking;
  private boolean unlocked;
  private Duration deafUntil = Duration.ZERO;

  /**
   * @param address two hex digits, upper case
   */
  public SimulatedGauge(String address, Model model, Vacuum vacuum) {
    if (!address.matches("[0-9A-F]{2}")) {
      throw new IllegalArgumentException(
          "'" + address + "' is no address of a gauge; expected two hex digits such as 01 or 0A");
    }
    this.address = address;
    this.model = model;
    this.vacuum = vacuum;
  }

  public String address() {
    return address;
  }

  /** Switches the ion gauge on at once, as if it had been on for long. */
  public synchronized SimulatedGauge alreadyOn() {
    on = model.ion;
    onSince = Duration.ofSeconds(-10);
    return this;
  }

  /** Firmware without RU, SUT, SUM, SUP and RDIG*. */
  public synchronized SimulatedGauge olderFirmware() {
    newerFirmware = false;
    return this;
  }

  /** Someone chooses another unit at the front panel. */
  public synchronized void show(PressureUnit chosen) {
    unit = chosen;
  }

  /** Something fails, which switches the ion gauge off. */
  public synchronized void fail(Fault failed) {
    trip(failed);
  }

  /** Someone takes a convection gauge off its cable, or puts it back. */
  public synchronized void connect(Sensor sensor, boolean connected) {
    var changed = connected ? broken.remove(sensor) : broken.add(sensor);
  }

  public synchronized boolean isOn() {
    return on;
  }

  /** What it answers to a command without address; empty for silence. */
  synchronized Optional<Answer> hear(String command, Duration now) {
    if (now.compareTo(deafUntil) < 0) {
      return Optional.empty();
    }
    live(now);
    boolean allowed = !locking || unlocked;
    unlocked = false;
    if (command.equals("RST")) {
      on = false;
      degas = false;
      fault = Fault.NONE;
      deafUntil = now.plus(RESET);
      return Optional.empty();
    }
    if (model == Model.KJLC_300 && command.equals("VER")) {
      return Optional.of(new Answer("*" + address + model.version, READ));
    }
    var field = field(command, now, allowed);
    boolean error = field.equals(INVALID) || field.equals(SYNTAX) || field.equals("COMM ERR");
    var took = command.equals("FAC") ? FACTORY : field.equals(OK) ? WRITE : READ;
    return Optional.of(new Answer((error ? "?" : "*") + address + " " + padded(field), took));
  }

  private static String padded(String field) {
    return (field + "        ").substring(0, 8);
  }

  /** Time passes: limits trip, degas ends. */
  private void live(Duration now) {
    if (on
        && now.compareTo(onSince.plus(START).plus(TRIP)) >= 0
        && vacuum.torr(Sensor.ION, now) > shutOffTorr) {
      trip(Fault.OVERPRESSURE);
    }
    if (degas && now.compareTo(degasSince.plus(DEGAS)) >= 0) {
      degas = false;
    }
  }

  private void trip(Fault why) {
    on = false;
    degas = false;
    fault = why;
  }

  private String field(String command, Duration now, boolean allowed) {
    boolean ion = model.ion;
    return switch (command) {
      case "RD" -> pressure(ion ? Sensor.ION : Sensor.CONVECTION_1, now);
      case "RDS" ->
          model != Model.KJLC_392
              ? SYNTAX
              : isReading(now) ? pressure(Sensor.ION, now) : pressure(Sensor.CONVECTION_1, now);
      case "RDCG1" -> ion ? pressure(Sensor.CONVECTION_1, now) : SYNTAX;
      case "RDCG2" -> ion ? pressure(Sensor.CONVECTION_2, now) : SYNTAX;
      case "VER" -> model.version;
      case "RU" -> newerFirmware ? unit.word : SYNTAX;
      case "SUT" -> unit(PressureUnit.TORR);
      case "SUM" -> unit(PressureUnit.MBAR);
      case "SUP" -> unit(PressureUnit.PASCAL);
      case "TLU" -> {
        locking = !locking;
        yield locking ? "1 UL ON" : "0 UL OFF";
      }
      case "UNL" -> {
        unlocked = locking;
        yield locking ? OK : SYNTAX;
      }
      case "SPN", "SPO", "SPE" -> allowed ? OK : "COMM ERR";
      case "FAC" -> OK;
      case "TZA", "TZA0" -> zero(Sensor.CONVECTION_1, now);
      case "TZB", "TZB0" -> zero(Sensor.CONVECTION_2, now);
      default -> {
        if (command.matches("SB\\d{3,5}")) {
          yield allowed ? OK : "COMM ERR";
        }
        if (command.matches("SA[0-9A-F]{2}")) {
          yield OK;
        }
        yield relay(command).orElseGet(() -> ion ? ionField(command, now) : SYNTAX);
      }
    };
  }

  private String ionField(String command, Duration now) {
    return switch (command) {
      case "IG1" -> {
        if (fault != Fault.NONE) {
          yield INVALID;
        }
        if (!on) {
          on = true;
          onSince = now;
        }
        yield OK;
      }
      case "IG0" -> {
        on = false;
        degas = false;
        fault = Fault.NONE;
        yield OK;
      }
      case "IGS" -> on ? "1 IG ON" : "0 IG OFF";
      case "DG1" -> {
        if (!isReading(now) || vacuum.torr(Sensor.ION, now) > DEGAS_LIMIT_TORR) {
          yield INVALID;
        }
        degas = true;
        degasSince = now;
        yield OK;
      }
      case "DG0" -> {
        degas = false;
        yield OK;
      }
      case "DGS" -> degas ? "1 DG ON" : "0 DG OFF";
      case "SE1" -> {
        fourMilliamp = true;
        yield OK;
      }
      case "SE0" -> {
        fourMilliamp = false;
        yield OK;
      }
      case "SES" -> fourMilliamp ? "4.0MA EM" : "0.1MA EM";
      case "SF1", "SF2" -> on ? INVALID : OK;
      case "RS" -> fault.field;
      case "RDIGE" -> newerFirmware ? isReading(now) ? current() : "0.00E-00" : SYNTAX;
      default -> {
        if (command.matches("SO\\d\\.\\d\\dE[+-]?\\d\\d")) {
          shutOffTorr = Double.parseDouble(command.substring(2));
          yield OK;
        }
        yield SYNTAX;
      }
    };
  }

  private String current() {
    return fourMilliamp ? "4.00E-03" : "1.00E-04";
  }

  private String unit(PressureUnit chosen) {
    if (!newerFirmware) {
      return SYNTAX;
    }
    unit = chosen;
    return OK;
  }

  private String zero(Sensor sensor, Duration now) {
    if (!model.has(sensor) || broken.contains(sensor)) {
      return SYNTAX;
    }
    return vacuum.torr(sensor, now) > ZERO_LIMIT_TORR ? INVALID : OK;
  }

  private Optional<String> relay(String command) {
    var set = "(SL[AB]?[+-]|SH[+-])(\\d\\.\\d\\dE[+-]\\d\\d)";
    if (command.matches(set)) {
      relays.put(
          "R" + command.substring(1, command.length() - 8),
          command.substring(command.length() - 8));
      return Optional.of(OK);
    }
    return command.matches("(RL[AB]?|RH)[+-]")
        ? Optional.of(relays.getOrDefault(command, "7.60E+02"))
        : Optional.empty();
  }

  private boolean isReading(Duration now) {
    return on && now.compareTo(onSince.plus(START)) >= 0;
  }

  private String pressure(Sensor sensor, Duration now) {
    if (!model.has(sensor)) {
      return SYNTAX;
    }
    if (sensor == Sensor.ION) {
      return isReading(now) ? number(vacuum.torr(sensor, now)) : OFF;
    }
    double torr = vacuum.torr(sensor, now);
    return number(broken.contains(sensor) || torr > CONVECTION_LIMIT_TORR ? 1010 : torr);
  }

  private String number(double torr) {
    return String.format(Locale.ROOT, "%.2E", torr * unit.perTorr);
  }
}
