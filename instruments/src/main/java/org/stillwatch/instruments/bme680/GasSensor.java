package org.stillwatch.instruments.bme680;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.polling.Seconds;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;

/**
 * The sensor. What came wrong is asked for once more, what did not come is not: the next poll asks
 * again. In the first minutes after the port was opened, which restarts the Arduino, the gas
 * resistance is suspect.
 */
final class GasSensor implements Device {

  /** An Arduino is deaf for 2 s after its port was opened. */
  static final Manners MANNERS =
      Manners.PLAIN.withSettle(Duration.ofMillis(2200)).withLate(Duration.ofSeconds(1));

  static final String TEMPERATURE = "air/temperature";
  static final String PRESSURE = "air/pressure";
  static final String HUMIDITY = "air/humidity";
  static final String RESISTANCE = "air/resistance";
  static final String WARM_UP = "air/warm-up";

  private static final List<String> NUMBERS = List.of(TEMPERATURE, PRESSURE, HUMIDITY, RESISTANCE);

  private static final byte[] REQUEST = {'R'};
  private static final Framing FRAMING = Framing.endedBy("\r\n", 120);
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  /** A line PANDA comes at once; so does the answer to an earlier request. */
  private static final Duration AFTER = Duration.ofMillis(100);

  /** One takes 0.2 to 0.4 s, and up to 0.1 s of the sketch's loop. */
  private static final Duration MEASUREMENT = Duration.ofMillis(600);

  /** Beyond these a resistance is possible, but not likely (Ohm). */
  private static final double LEAST_LIKELY_OHM = 1e3;

  private static final double MOST_LIKELY_OHM = 1e7;

  private final String instrument;
  private final Lane lane;
  private final Terminator terminator;
  private final Duration warmUp;
  private final SteadyClock clock;
  private final Runnable leave;
  private final List<Channel> channels;
  private long opened;
  private long openedNanos;

  /** What the answers of one poll came to. */
  private record Asked(GasLine line, long answers, List<Unreadable> unreadable) {}

  /**
   * @param warmUp for so long after the port was opened the gas resistance is suspect
   * @param leave called at the end, when it no longer needs its lane
   */
  GasSensor(
      String instrument,
      Lane lane,
      Terminator terminator,
      Duration warmUp,
      Duration every,
      SteadyClock clock,
      Runnable leave) {
    this.instrument = instrument;
    this.lane = lane;
    this.terminator = terminator;
    this.warmUp = warmUp;
    this.clock = clock;
    this.leave = leave;
    this.channels =
        List.of(
            Channel.number(id(TEMPERATURE), Unit.of("K"), "temperature", every),
            Channel.number(id(PRESSURE), Unit.of("Pa"), "pressure", every),
            Channel.number(id(HUMIDITY), Unit.of("%"), "humidity", every),
            Channel.number(id(RESISTANCE), Unit.OHM, "gas resistance", every),
            Channel.states(id(WARM_UP), "gas sensor", every, "over", "warming-up"));
  }

  private ChannelId id(String name) {
    return ChannelId.of(instrument, name);
  }

  @Override
  public List<Channel> channels() {
    return channels;
  }

  @Override
  public Poll poll(Instant time) {
    var asked = ask();
    if (opened != lane.opened()) {
      opened = lane.opened();
      openedNanos = clock.nanos();
    }
    return switch (asked.line()) {
      case GasLine.Measured measured -> measured(measured, asked, time);
      case GasLine.SensorFault(String why) -> missing(why, Health.trouble(why), asked, time);
      case GasLine.Bad(Unreadable why) ->
          missing(why.why(), Health.trouble(why.why() + lane.others()), asked, time);
      case GasLine.Silent(String why) -> {
        var wiring = greetedWithFault();
        yield wiring
            ? missing(
                "the Arduino finds no BME680",
                Health.unreachable(
                    "the Arduino at "
                        + lane.name()
                        + " says that it finds no BME680; check the wiring"),
                asked,
                time)
            : missing(
                why,
                Health.unreachable(
                    why
                        + " at "
                        + lane.name()
                        + ": does it run the sketch, at this baud rate, and has it found its"
                        + " sensor?"
                        + lane.others()),
                asked,
                time);
      }
      case GasLine.Lost lost ->
          missing(
              lost.why(),
              Health.unreachable(
                  lost.why() + " (tried again in " + Seconds.ahead(lost.retryIn()) + ")"),
              asked,
              time);
    };
  }

  /** Before it loops for ever, the sketch says once that it found no sensor. */
  private boolean greetedWithFault() {
    return new String(lane.greeting(), StandardCharsets.ISO_8859_1).contains(GasLine.NO_SENSOR);
  }

  private Asked ask() {
    var first = once(Duration.ZERO);
    return switch (first) {
      case GasLine.Bad(Unreadable why) -> again(List.of(why));
      case GasLine.SensorFault _ -> again(List.of());
      case GasLine.Measured _ -> new Asked(first, 1, List.of());
      case GasLine.Silent _, GasLine.Lost _ -> new Asked(first, 0, List.of());
    };
  }

  private Asked again(List<Unreadable> before) {
    var unreadable = new ArrayList<>(before);
    var second = once(MEASUREMENT);
    if (second instanceof GasLine.Bad(Unreadable why)) {
      unreadable.add(why);
    }
    boolean answered = !(second instanceof GasLine.Silent || second instanceof GasLine.Lost);
    return new Asked(second, answered ? 2 : 1, unreadable);
  }

  /**
   * @param before until what was asked before must have been answered
   */
  private GasLine once(Duration before) {
    return lane.converse(
        Urgency.POLL,
        conversation -> {
          conversation.rest(before);
          var answer = conversation.ask(REQUEST, FRAMING, DEADLINE);
          return GasLine.read(answer, conversation.surplus(AFTER), terminator);
        });
  }

  private Poll measured(GasLine.Measured line, Asked asked, Instant time) {
    boolean warm = clock.nanos() - openedNanos >= warmUp.toNanos();
    var readings = new ArrayList<Reading>();
    readings.add(Reading.measured(id(TEMPERATURE), time, 0, line.kelvin()));
    readings.add(Reading.measured(id(PRESSURE), time, 0, line.pascal()));
    readings.add(Reading.measured(id(HUMIDITY), time, 0, line.percent()));
    boolean likely = line.ohm() >= LEAST_LIKELY_OHM && line.ohm() <= MOST_LIKELY_OHM;
    readings.add(
        line.ohm() == 0
            ? Reading.missing(
                id(RESISTANCE), time, 0, "the sensor reads 0: its heater was not warm")
            : new Reading.Measured(
                id(RESISTANCE),
                time,
                0,
                line.ohm(),
                warm && likely ? Quality.GOOD : Quality.SUSPECT));
    readings.add(Reading.measured(id(WARM_UP), time, 0, warm ? 0 : 1));
    return new Poll(
        readings,
        asked.answers(),
        asked.unreadable(),
        Health.ok(warm ? "" : "the gas sensor is warming up"));
  }

  private Poll missing(String why, Health health, Asked asked, Instant time) {
    var readings = new ArrayList<Reading>();
    for (var name : NUMBERS) {
      readings.add(Reading.missing(id(name), time, 0, why));
    }
    readings.add(Reading.missing(id(WARM_UP), time, 0, why));
    return new Poll(readings, asked.answers(), asked.unreadable(), health);
  }

  @Override
  public void close() {
    leave.run();
  }
}
