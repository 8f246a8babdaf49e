package org.stillwatch.simulators.caen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One board with its front panel, whose switches tests may turn at any time. Killed, interlocked or
 * disabled it takes settings with OK and does not carry them out. Whether the bit ON stays while an
 * output that was switched off ramps down the manuals do not say; here it does not.
 */
public final class SimulatedBoard {

  /** The families, by what they answer to. */
  public enum Model {
    N1470("N1470", 4, 8000, 3000, true, true),
    R14XX("R1470ET", 8, 8000, 3000, true, true),
    DT55XX("DT5533EN", 4, 4000, 3000, false, true),
    DT54XX("DT5470", 1, 500, 5000, false, false);

    private final String told;
    private final int channels;
    private final double mostVolt;
    private final double mostMicroampere;
    private final boolean addressed;
    private final boolean numbered;

    Model(
        String told,
        int channels,
        double mostVolt,
        double mostMicroampere,
        boolean addressed,
        boolean numbered) {
      this.told = told;
      this.channels = channels;
      this.mostVolt = mostVolt;
      this.mostMicroampere = mostMicroampere;
      this.addressed = addressed;
      this.numbered = numbered;
    }

    /** The word on the command line: {@code n1470}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isAddressed() {
      return addressed;
    }
  }

  private static final int DISABLED = 1 << 10;
  private static final int KILLED = 1 << 11;
  private static final int INTERLOCKED = 1 << 12;
  private static final double MOST_RAMP = 500;
  private static final double LEAST_RAMP = 1;

  private final int address;
  private final Model model;
  private final Random random;
  private final List<SimulatedOutput> outputs = new ArrayList<>();
  private double noiseVolt;
  private boolean local;
  private boolean killed;
  private boolean interlocked;
  private boolean disabled;
  private boolean allAtOnce = true;
  private boolean silent;
  private int alarm;
  private Duration now = Duration.ZERO;
  private long settings;

  /**
   * @param address 0 to 31
   * @throws IllegalArgumentException with one sentence when there is no such address
   */
  public SimulatedBoard(int address, Model model, long seed) {
    if (address < 0 || address > 31) {
      throw new IllegalArgumentException(
          "'" + address + "' is no address of a board; expected 0 to 31");
    }
    this.address = address;
    this.model = model;
    this.random = new Random(seed);
    for (int i = 0; i < model.channels; i++) {
      outputs.add(new SimulatedOutput(model.mostVolt, model.mostMicroampere / 10));
    }
  }

  int address() {
    return address;
  }

  Model model() {
    return model;
  }

  /** Every VMON is off by up to so much. */
  public synchronized SimulatedBoard noise(double volt) {
    noiseVolt = volt;
    return this;
  }

  /** An output that stands at this voltage, as after a ramp. */
  public synchronized SimulatedBoard standing(int channel, double volt) {
    var output = outputs.get(channel);
    output.setVolt = volt;
    output.settle();
    return this;
  }

  /** What the output drives; a small one makes it limit its current. */
  public synchronized void load(int channel, double megohm) {
    outputs.get(channel).loadMegohm = megohm;
  }

  /** A broken regulator: the output stays at this voltage. */
  public synchronized void stick(int channel, double volt) {
    outputs.get(channel).stick(volt);
  }

  /** Trips now, as by a spark. */
  public synchronized void trip(int channel) {
    outputs.get(channel).trip();
    latch();
  }

  /** Switched on at the front panel. */
  public synchronized void switchOn(int channel) {
    outputs.get(channel).switchOn();
  }

  /** Turns the switch between LOCAL and REMOTE. */
  public synchronized void local(boolean is) {
    local = is;
  }

  /** The signal that drops all outputs at once. */
  public synchronized void kill(boolean is) {
    killed = is;
    off(is);
  }

  /** The contact that must be closed, or open, for any output. */
  public synchronized void interlock(boolean is) {
    interlocked = is;
    off(is);
  }

  /** The switches of the channels stand at OFF. */
  public synchronized void disable(boolean is) {
    disabled = is;
    off(is);
  }

  private void off(boolean is) {
    if (is) {
      outputs.forEach(SimulatedOutput::drop);
    }
  }

  /** All its outputs say OK to settings and do nothing, and no bit tells. */
  public synchronized void deaf(boolean is) {
    for (int i = 0; i < outputs.size(); i++) {
      deaf(i, is);
    }
  }

  /** One output says OK to settings and does nothing. */
  public synchronized void deaf(int channel, boolean is) {
    outputs.get(channel).deaf = is;
  }

  /** Bits of STAT that an output tells whatever it does, such as over-temperature. */
  public synchronized void hold(int channel, int bits) {
    outputs.get(channel).hold(bits);
  }

  /** Whether it knows CH:N for all channels. */
  public synchronized SimulatedBoard allAtOnce(boolean is) {
    allAtOnce = is;
    return this;
  }

  /** Says nothing any more, as when its fuse has blown. */
  public synchronized void silent(boolean is) {
    silent = is;
  }

  /** The true voltage of an output. */
  public synchronized double volt(int channel) {
    return outputs.get(channel).volt();
  }

  /** Whether an output is on. */
  public synchronized boolean isOn(int channel) {
    return (outputs.get(channel).status() & SimulatedOutput.ON) != 0;
  }

  /** How many commands other than reads it has taken so far. */
  public synchronized long settings() {
    return settings;
  }

  /** What follows {@code #} and the address, or nothing. */
  synchronized Optional<String> hear(Request request, Duration at) {
    var passed = at.minus(now);
    now = at;
    outputs.forEach(output -> output.pass(passed));
    latch();
    return silent ? Optional.empty() : Optional.of(answer(request));
  }

  private void latch() {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).takeTripped()) {
        alarm |= model.addressed ? 1 << i : SimulatedOutput.TRIP;
      }
    }
  }

  private String answer(Request request) {
    if (request.command().equals("SET")) {
      settings++;
      return local ? "LOC:ERR" : set(request);
    }
    if (!request.command().equals("MON") || request.value().isPresent()) {
      return "CMD:ERR";
    }
    if (request.channel().isEmpty() && (model.numbered || boardText(request).isPresent())) {
      return boardText(request).map(text -> "CMD:OK,VAL:" + text).orElse("PAR:ERR");
    }
    var asked = channels(request);
    if (asked.isEmpty()) {
      return "CH:ERR";
    }
    return channelText(request.parameter(), outputs.getFirst()).isEmpty()
        ? "PAR:ERR"
        : "CMD:OK,VAL:"
            + asked.stream()
                .map(output -> channelText(request.parameter(), output).orElseThrow())
                .collect(Collectors.joining(";"));
  }

  private List<SimulatedOutput> channels(Request request) {
    if (!model.numbered) {
      return request.channel().isPresent() ? List.of() : outputs;
    }
    int channel = request.channel().orElse(-1);
    if (channel == outputs.size() && allAtOnce) {
      return outputs;
    }
    return channel >= 0 && channel < outputs.size() ? List.of(outputs.get(channel)) : List.of();
  }

  private Optional<String> boardText(Request request) {
    return switch (request.parameter()) {
      case "BDNAME" -> Optional.of(model.told);
      case "BDNCH" -> Optional.of(Integer.toString(outputs.size()));
      case "BDFREL" -> Optional.of("1.0");
      case "BDSNUM" -> Optional.of(Integer.toString(100 + address));
      case "BDILK" -> Optional.of(interlocked ? "YES" : "NO");
      case "BDILKM" -> Optional.of("OPEN");
      case "BDCTR" -> Optional.of(local ? "LOCAL" : "REMOTE");
      case "BDALARM" -> Optional.of(String.format(Locale.ROOT, "%05d", alarm));
      default -> Optional.empty();
    };
  }

  private Optional<String> channelText(String parameter, SimulatedOutput output) {
    int currentDigits = output.lowRange ? 3 : 2;
    return switch (parameter) {
      case "VMON" -> decimal(noisy(output.volt()), 1);
      case "IMON" -> decimal(output.microampere(), currentDigits);
      case "VSET" -> decimal(output.setVolt, 1);
      case "ISET" -> decimal(output.setMicroampere, 2);
      case "MAXV" -> decimal(output.maxVolt, 0);
      case "RUP" -> decimal(output.rampUp, 0);
      case "RDW" -> decimal(output.rampDown, 0);
      case "TRIP" -> decimal(output.tripSeconds, 1);
      case "PDWN" -> Optional.of(output.killsAtTrip ? "KILL" : "RAMP");
      case "IMRANGE" -> Optional.of(output.lowRange ? "LOW" : "HIGH");
      case "POL" -> Optional.of(outputs.indexOf(output) % 2 == 0 ? "+" : "-");
      case "STAT" -> Optional.of(String.format(Locale.ROOT, "%05d", status(output)));
      case "VMIN", "IMIN", "MVMIN", "TRIPMIN" -> decimal(0, 1);
      case "VMAX" -> decimal(model.mostVolt, 1);
      case "IMAX" -> decimal(model.mostMicroampere, 2);
      case "MVMAX" -> decimal(model.mostVolt + 100, 0);
      case "RUPMIN", "RDWMIN" -> decimal(LEAST_RAMP, 0);
      case "RUPMAX", "RDWMAX" -> decimal(MOST_RAMP, 0);
      case "TRIPMAX" -> decimal(SimulatedOutput.NEVER, 1);
      case "VDEC", "TRIPDEC" -> Optional.of("1");
      case "ISDEC" -> Optional.of("2");
      case "IMDEC" -> Optional.of(Integer.toString(currentDigits));
      case "MVDEC", "RUPDEC", "RDWDEC" -> Optional.of("0");
      default -> Optional.empty();
    };
  }

  private int status(SimulatedOutput output) {
    return output.status()
        | (disabled ? DISABLED : 0)
        | (killed ? KILLED : 0)
        | (interlocked ? INTERLOCKED : 0);
  }

  private double noisy(double volt) {
    return noiseVolt == 0 ? volt : Math.abs(volt + noiseVolt * (2 * random.nextDouble() - 1));
  }

  /** Zero-padded, four digits before the point. */
  private static Optional<String> decimal(double value, int digits) {
    int width = digits == 0 ? 4 : 5 + digits;
    return Optional.of(String.format(Locale.ROOT, "%0" + width + "." + digits + "f", value));
  }

  private String set(Request request) {
    if (request.channel().isEmpty() && request.parameter().equals("BDCLR")) {
      alarm = 0;
      return "CMD:OK";
    }
    var asked = channels(request);
    if (asked.isEmpty()) {
      return model.numbered && request.channel().isEmpty() ? "PAR:ERR" : "CH:ERR";
    }
    return IntStream.range(0, asked.size())
        .mapToObj(i -> set(request, asked.get(i)))
        .filter(text -> !text.equals("CMD:OK"))
        .findFirst()
        .orElse("CMD:OK");
  }

  private String set(Request request, SimulatedOutput output) {
    boolean deaf = killed || interlocked || disabled || output.deaf;
    var value = request.value().orElse("");
    return switch (request.parameter()) {
      case "ON" -> done(deaf, output::switchOn);
      case "OFF" -> done(deaf, output::switchOff);
      case "PDWN" -> word(value, "RAMP", "KILL", deaf, kills -> output.killsAtTrip = kills);
      case "IMRANGE" -> word(value, "HIGH", "LOW", deaf, low -> output.lowRange = low);
      case "VSET" -> number(value, 0, model.mostVolt, deaf, v -> output.setVolt = v);
      case "ISET" -> number(value, 0, model.mostMicroampere, deaf, v -> output.setMicroampere = v);
      case "MAXV" -> number(value, 0, model.mostVolt + 100, deaf, v -> output.maxVolt = v);
      case "RUP" -> number(value, LEAST_RAMP, MOST_RAMP, deaf, v -> output.rampUp = v);
      case "RDW" -> number(value, LEAST_RAMP, MOST_RAMP, deaf, v -> output.rampDown = v);
      case "TRIP" -> number(value, 0, SimulatedOutput.NEVER, deaf, v -> output.tripSeconds = v);
      default -> "PAR:ERR";
    };
  }

  private static String done(boolean deaf, Runnable doing) {
    if (!deaf) {
      doing.run();
    }
    return "CMD:OK";
  }

  private static String number(
      String text, double least, double most, boolean deaf, DoubleConsumer doing) {
    if (!text.matches("\\d{1,5}(\\.\\d{0,4})?")) {
      return "VAL:ERR";
    }
    double value = Double.parseDouble(text);
    return value < least || value > most ? "VAL:ERR" : done(deaf, () -> doing.accept(value));
  }

  /** Takes a choice of two. */
  private interface Choice {
    void take(boolean second);
  }

  private static String word(
      String text, String first, String second, boolean deaf, Choice choice) {
    if (!text.equals(first) && !text.equals(second)) {
      return "VAL:ERR";
    }
    return done(deaf, () -> choice.take(text.equals(second)));
  }
}
