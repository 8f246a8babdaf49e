package org.stillwatch.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Type;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.kjlc.Vacuum;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.stores.sqlite.SqliteStore;

/**
 * A whole station that records a gauge in every way there is, in a process that is killed (SIGKILL
 * on Unix) and started again at random moments. In the end every file holds what the store has.
 */
class RecordedThroughKillsTest {

  private static final int KILLS = 3;

  /** The first is long enough for all files to begin: rows are written up to ten seconds later. */
  private static final Duration FIRST = Duration.ofMillis(11_500);

  private static final Duration START_AT_MOST = Duration.ofSeconds(60);
  private static final long SECOND = 1_000_000_000;
  private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
  private static final ChannelId CONVECTION = new ChannelId("gauge1/cg1/pressure");
  private static final Hdf5Type.Text REASON = new Hdf5Type.Text(200);
  private static final Hdf5Type.Words QUALITY =
      new Hdf5Type.Words(List.of("good", "suspect", "missing", "none"));

  @TempDir private Path work = Path.of("");
  private int starts;

  @Test
  void whatIsInTheFilesIsWhatIsStored() throws Exception {
    var gauge =
        new SimulatedGauge("01", SimulatedGauge.Model.KJLC_392, Vacuum.pumping(1)).alreadyOn();
    var random = new Random(7);
    var file = work.resolve("station.yaml");
    try (var host = TcpHost.onLoopback(new GaugeLine(List.of(gauge)))) {
      Files.writeString(
          file,
          """
          station: {name: Vacuum lab, zone: Europe/Zurich, data: ./data}
          instruments:
            gauge1: {kind: kjlc-gauge, tcp: "%s", address: "01", every: 200ms}
          recordings:
            - {name: each, channels: [gauge1/**], folder: ./rec}
            - {name: open, channels: [gauge1/**], folder: ./rec, swmr: true}
            - {name: grid, channels: [gauge1/**], folder: ./rec, every: 1s}
            - {name: viper, layout: viper, file: ./vacuum.h5, instrument: gauge1, every: 1s}
          """
              .formatted(host.where()));
      for (int kill = 0; kill < KILLS; kill++) {
        runAndKill(file, kill == 0 ? FIRST : Duration.ofMillis(200 + random.nextInt(1000)));
      }
    }
    var data = work.resolve("data");
    var station = new StationReader(Map.of()).read(file).usable();
    try (var store = SqliteStore.open(data)) {
      for (var opening : Assembly.plan(station, data, new byte[32]).sinks().values()) {
        try (var sink = opening.open(store)) {
          var later = Instant.now().plusSeconds(10);
          var step = sink.step(later);
          while (step.pause().isZero()) {
            step = sink.step(later);
          }
          assertTrue(step.health().state() != Health.State.UNREACHABLE, step::toString);
        }
      }
      var stored = stored(store);
      assertTrue(stored.getOrDefault(CONVECTION, List.of()).size() > 20, stored::toString);
      assertEquals(stored, recorded("each"));
      assertEquals(stored, recorded("open"));
      assertGrid(store);
      assertViper(store);
    }
  }

  private void runAndKill(Path station, Duration after) throws Exception {
    var said = work.resolve("said-" + starts++ + ".txt");
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + work,
                "-cp",
                System.getProperty("java.class.path"),
                "org.stillwatch.app.Main",
                "run",
                station.toString(),
                "--port",
                "0")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      var end = Instant.now().plus(START_AT_MOST);
      while (!Files.readString(said, UTF_8).contains("ready")) {
        assertTrue(child.isAlive() && Instant.now().isBefore(end), Files.readString(said, UTF_8));
        LockSupport.parkNanos(20_000_000);
      }
      LockSupport.parkNanos(after.toNanos());
      assertTrue(child.isAlive(), Files.readString(said, UTF_8));
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** By channel, each reading as a line. */
  private static Map<ChannelId, List<String>> stored(SqliteStore store) {
    var lines = new TreeMap<ChannelId, List<String>>();
    for (var channel : store.channels().stream().map(Channel::id).toList()) {
      var ofChannel = new ArrayList<String>();
      store.read(channel, BEGINNING, END, reading -> ofChannel.add(line(reading)));
      if (!ofChannel.isEmpty()) {
        lines.put(channel, ofChannel);
      }
    }
    return lines;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * SECOND + time.getNano();
  }

  private static String line(Reading reading) {
    return nanos(reading.time())
        + switch (reading) {
          case Reading.Measured measured ->
              (measured.quality() == Quality.GOOD ? " good " : " suspect ") + measured.value();
          case Reading.Missing missing -> " missing " + missing.reason();
        };
  }

  private interface Row {
    void take(ChannelId channel, long time, String quality, double value, String reason);
  }

  /** All rows of a recording, of all its files. */
  private List<Long> rows(String name, Row each) throws IOException {
    List<Path> files;
    try (var all = Files.list(work.resolve("rec"))) {
      files =
          all.filter(path -> path.getFileName().toString().matches(name + "-.{16}\\.h5"))
              .sorted()
              .toList();
    }
    var times = new ArrayList<Long>();
    for (var path : files) {
      try (var file = Hdf5File.read(path)) {
        var reasons = file.dataset("/reasons");
        var texts = reasons.texts(REASON, 0, (int) reasons.length());
        int count = (int) file.dataset("/time").length();
        var time = file.dataset("/time").longs(0, count);
        for (var group : file.names("/gauge1")) {
          for (var quantity : file.names("/gauge1/" + group)) {
            var id = "gauge1/" + group + "/" + quantity;
            var quality = file.dataset("/" + id + "/quality").words(QUALITY, 0, count);
            var value = file.dataset("/" + id + "/value").doubles(0, count);
            var reason = file.dataset("/" + id + "/reason").ints(0, count);
            for (int row = 0; row < count; row++) {
              each.take(
                  new ChannelId(id),
                  time[row],
                  QUALITY.words().get(quality[row]),
                  value[row],
                  texts.get(reason[row]));
            }
          }
        }
        for (long at : time) {
          times.add(at);
        }
      }
    }
    return times;
  }

  private Map<ChannelId, List<String>> recorded(String name) throws IOException {
    var lines = new TreeMap<ChannelId, List<String>>();
    rows(
        name,
        (channel, time, quality, value, reason) -> {
          if (!quality.equals("none")) {
            lines
                .computeIfAbsent(channel, _ -> new ArrayList<>())
                .add(time + " " + quality + " " + (quality.equals("missing") ? reason : value));
          }
        });
    return lines;
  }

  /** The newest reading of the second that ends then. */
  private static Optional<Reading> newest(SqliteStore store, ChannelId channel, long time) {
    var found = new ArrayList<Reading>();
    store.read(
        channel,
        Instant.EPOCH.plusNanos(time - SECOND + 1),
        Instant.EPOCH.plusNanos(time + 1),
        found::add);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  private void assertGrid(SqliteStore store) throws IOException {
    var times =
        rows(
            "grid",
            (channel, time, quality, value, reason) ->
                assertEquals(
                    newest(store, channel, time)
                        .map(RecordedThroughKillsTest::line)
                        .map(line -> line.substring(line.indexOf(' ')))
                        .orElse(" missing no reading in this interval"),
                    " " + quality + " " + (quality.equals("missing") ? reason : value),
                    () -> channel + " at " + time));
    assertEachSecond(times);
  }

  private static void assertEachSecond(List<Long> times) {
    assertTrue(times.size() > 5, times::toString);
    for (int row = 1; row < times.size(); row++) {
      assertEquals(SECOND, times.get(row) - times.get(row - 1), "row " + row);
    }
  }

  private void assertViper(SqliteStore store) {
    try (var file = Hdf5File.read(work.resolve("vacuum.h5"))) {
      int count = (int) file.dataset("/Index").length();
      var utc = file.dataset("/TimeUTC").doubles(0, count);
      var cg1 = file.dataset("/CG1").doubles(0, count);
      var times = new ArrayList<Long>();
      for (int row = 0; row < count; row++) {
        long time = Math.round(utc[row]) * SECOND;
        assertTrue(times.isEmpty() || times.getLast() < time, "row " + row);
        times.add(time);
        double expected =
            newest(store, CONVECTION, time)
                .map(
                    reading ->
                        switch (reading) {
                          case Reading.Measured measured -> measured.value();
                          case Reading.Missing missing -> -999.0;
                        })
                .orElse(-999.0);
        assertEquals(expected, cg1[row], "row " + row);
      }
      assertTrue(times.size() > 5, times::toString);
      store.read(
          CONVECTION,
          Instant.EPOCH.plusNanos(times.getFirst() + 1),
          Instant.EPOCH.plusNanos(times.getLast() + 1),
          reading ->
              assertTrue(
                  times.contains(Math.ceilDiv(nanos(reading.time()), SECOND) * SECOND),
                  reading::toString));
    }
  }
}
