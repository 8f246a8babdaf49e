package org.stillwatch.instruments.kjlc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;
import org.stillwatch.testkit.Transcript;

/** A 300 that is known from its transcript alone, and all transcripts. */
class GaugeTranscriptsTest extends InstrumentContract {

  private static Transcript transcript(String name) {
    return Transcript.read(Path.of("src", "test", "resources", "transcripts", name));
  }

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return new Gauge(
        ID,
        new GaugeTalk(lane, "01", Duration.ofMillis(500)),
        Optional.empty(),
        Optional.empty(),
        every(),
        lane::close);
  }

  @Override
  protected WireDevice peer() {
    return transcript("cvm201.txt").device();
  }

  @Override
  protected Manners manners() {
    return GaugeTalk.MANNERS;
  }

  @Override
  protected Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  protected Set<String> everyPoll() {
    return Set.of("cg1/pressure");
  }

  @Override
  protected boolean isTrue(String channel, double value) {
    return channel.equals("cg1/pressure") && value == 4.7e-2;
  }

  @Override
  protected List<Transcript> transcripts() {
    return Stream.of("igm402-manual.txt", "igm402-overpressure.txt", "cvm201.txt")
        .map(GaugeTranscriptsTest::transcript)
        .toList();
  }
}
