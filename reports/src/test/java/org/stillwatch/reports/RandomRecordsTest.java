package org.stillwatch.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.procedure.Curve;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.RunRecord;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.core.store.StoredSnapshot;

/** Whatever a record holds, there is a report, and it is a readable PDF. */
class RandomRecordsTest {

  private static final double[] EXTREMES = {
    0, -0.0, 1e-320, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-9, 300, -1, 1e17
  };

  private final Random random = new Random(20260626);

  @Test
  void randomRecordsNeverFail() throws IOException {
    for (int i = 0; i < 25; i++) {
      var record = record();
      var files = new RunReporter().report(record);
      try (var pdf = Loader.loadPDF(files.get(1).bytes())) {
        assertTrue(pdf.getNumberOfPages() > 0);
      }
      assertArrayEquals(files.get(1).bytes(), new RunReporter().report(record).get(1).bytes());
    }
  }

  private RunRecord record() {
    var channels = new TreeMap<ChannelId, Channel>();
    some(5, this::channel).forEach(channel -> channels.put(channel.id(), channel));
    var run = run(List.copyOf(channels.values()));
    var until = run.run().end().map(Run.End::at).orElse(time());
    return new RunRecord(
        text(),
        ZoneId.of(random.nextBoolean() ? "Asia/Kathmandu" : "America/St_Johns"),
        until,
        run,
        some(4, () -> run(List.copyOf(channels.values()))),
        goals(channels.values().stream().toList()),
        channels.values().stream().map(this::trend).toList(),
        channels,
        some(9, () -> snapshot(List.copyOf(channels.values()))),
        some(9, this::notice));
  }

  private <T> List<T> some(int most, Supplier<T> make) {
    return Stream.generate(make).limit(random.nextInt(most + 1)).toList();
  }

  private Channel channel() {
    var id = new ChannelId("fridge/c" + random.nextInt(20));
    var unit = List.of(Unit.KELVIN, Unit.CELSIUS, Unit.MBAR, Unit.NONE, Unit.of("odd<unit>"));
    return random.nextInt(6) == 0
        ? Channel.states(id, text(), Duration.ofSeconds(1), "open", "closed")
        : Channel.number(
            id, unit.get(random.nextInt(5)), text(), Duration.ofSeconds(1 + random.nextInt(9999)));
  }

  private Instant time() {
    return Records.START.plusSeconds(random.nextInt(400_000) - 1000L).plusNanos(random.nextInt());
  }

  private double value() {
    return random.nextInt(4) == 0
        ? EXTREMES[random.nextInt(EXTREMES.length)]
        : Math.pow(10, random.nextDouble() * 8 - 4);
  }

  private String text() {
    var text = new StringBuilder();
    random
        .ints(random.nextInt(30), 0, Character.MAX_CODE_POINT + 1)
        .map(c -> random.nextInt(4) == 0 ? c : c % 0x250)
        .forEach(text::appendCodePoint);
    return random.nextInt(5) == 0 ? ReportsTest.ODD : text.toString();
  }

  private RunView run(List<Channel> channels) {
    var how = List.of(Run.How.DONE, Run.How.STOPPED, Run.How.FAILED).get(random.nextInt(3));
    var goals = goals(channels);
    var course = new TreeMap<ChannelId, List<Curve.Point>>();
    for (var channel : channels) {
      var points = new ArrayList<Curve.Point>();
      long second = 0;
      for (int i = random.nextInt(60); i > 0; i--) {
        second += random.nextInt(4000);
        points.add(new Curve.Point(second, value()));
      }
      course.put(channel.id(), points);
    }
    var run =
        new Run(
            "r" + random.nextInt(),
            text(),
            text(),
            Map.of(text(), text()),
            text(),
            text(),
            Records.START,
            Run.Position.at(0, text(), Records.START),
            goals.stream().map(goal -> new Run.Passage(goal.toString(), time())).toList(),
            random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(new Run.End(time(), how, text(), "n")));
    return new RunView(run, text(), some(3, this::text), List.of(), course);
  }

  private List<Goal> goals(List<Channel> channels) {
    return channels.stream()
        .filter(channel -> random.nextBoolean())
        .flatMap(
            channel ->
                Goal.passed(channel.id() + " <= " + (1 + random.nextInt(300)) + " K").stream())
        .toList();
  }

  private RunRecord.Trend trend(Channel channel) {
    var buckets = new ArrayList<Bucket>();
    var at = Records.START;
    for (int i = random.nextInt(200); i > 0; i--) {
      at = at.plusSeconds(1 + random.nextInt(3000));
      double one = value();
      double other = random.nextBoolean() ? one : value();
      double low = Math.min(one, other);
      boolean missing = random.nextInt(5) == 0;
      double none = Double.NaN;
      buckets.add(
          missing
              ? new Bucket(at, at.plusSeconds(1), 0, 1, text(), none, none, none, none)
              : new Bucket(at, at.plusSeconds(1), 2, 0, "", low, Math.max(one, other), low, low));
    }
    return new RunRecord.Trend(channel, buckets);
  }

  private StoredSnapshot snapshot(List<Channel> channels) {
    var at = time();
    return new StoredSnapshot(
        at,
        text(),
        text(),
        channels.stream()
            .map(
                channel ->
                    random.nextBoolean()
                        ? Reading.missing(channel.id(), at, 0, text())
                        : Reading.measured(channel.id(), at.minusSeconds(9), 0, value()))
            .toList());
  }

  private Notice notice() {
    var kinds = List.of(Notice.Kind.values());
    return Records.notice(
        kinds.get(random.nextInt(kinds.size())), random.nextDouble() * 50, text(), text());
  }
}
