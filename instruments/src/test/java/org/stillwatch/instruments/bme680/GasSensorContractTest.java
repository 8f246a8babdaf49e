package org.stillwatch.instruments.bme680;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.bme680.SimulatedGasSensor;
import org.stillwatch.simulators.bme680.SimulatedGasSensor.Sketch;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;
import org.stillwatch.testkit.Transcript;

/** The sketch of the Picosec laboratory; each request has its own pressure, which tells answers. */
class GasSensorContractTest extends InstrumentContract {

  private static final int FIRST_PASCAL = 90_000;

  private int requests;

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return new GasSensor(
        ID, lane, Terminator.AUTO, Duration.ofMinutes(5), every(), clock, lane::close);
  }

  @Override
  protected WireDevice peer() {
    var sensor = new SimulatedGasSensor(Sketch.PICOSEC, 1);
    return new WireDevice() {
      @Override
      public List<Act> opened(Duration now) {
        return sensor.opened(now);
      }

      @Override
      public List<Act> receive(byte b, Duration now) {
        requests++;
        return sensor.receive(b, now).stream().map(this::numbered).toList();
      }

      private Act numbered(Act act) {
        if (!(act instanceof Act.Send(byte[] bytes, Duration after))) {
          return act;
        }
        var text = new String(bytes, StandardCharsets.US_ASCII);
        var mine = text.replaceFirst(";\\d+;", ";" + (FIRST_PASCAL + requests) + ";");
        return new Act.Send(mine.getBytes(StandardCharsets.US_ASCII), after);
      }

      @Override
      public int baud() {
        return sensor.baud();
      }
    };
  }

  @Override
  protected Manners manners() {
    return GasSensor.MANNERS;
  }

  @Override
  protected Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  protected Set<String> everyPoll() {
    return Set.of("air/temperature", "air/pressure", "air/humidity", "air/resistance");
  }

  /** It drifts, within these. */
  @Override
  protected boolean isTrue(String channel, double value) {
    return switch (channel) {
      case "air/temperature" -> value >= 293.53 && value <= 295.53;
      case "air/pressure" -> value == FIRST_PASCAL + requests;
      case "air/humidity" -> value >= 36.2 && value <= 40.22;
      case "air/resistance" -> value >= 20_000 && value <= 52_000;
      default -> value == 0 || value == 1;
    };
  }

  @Override
  protected List<Transcript> transcripts() {
    return Stream.of("bme680-picosec.txt", "bme680-partial.txt")
        .map(name -> Transcript.read(Path.of("src", "test", "resources", "transcripts", name)))
        .toList();
  }
}
