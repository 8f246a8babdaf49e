package org.stillwatch.stores.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore;

/** A gauge whose readings are a function of the second. */
final class Lab {

  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final ChannelId ION = new ChannelId("gauge1/ion/pressure");
  static final ChannelId VALVE = new ChannelId("gauge1/valve");
  static final ChannelId LATER = new ChannelId("gauge1/cg1/pressure");

  static final List<Channel> CHANNELS =
      List.of(
          Channel.number(ION, Unit.of("Torr"), "Ionisation", Duration.ofSeconds(1)),
          Channel.states(VALVE, "V1", Duration.ofSeconds(1), "closed", "open"));

  private Lab() {}

  static Instant at(long second) {
    return START.plusSeconds(second);
  }

  /** The readings of a second: a pressure, at times none, at times doubted; a valve every 7 s. */
  static List<Reading> second(long second) {
    var readings = new ArrayList<Reading>();
    if (second % 11 == 5) {
      readings.add(Reading.missing(ION, at(second), 0, second % 2 == 0 ? "off" : "über 1 Torr"));
    } else if (second % 13 != 7) {
      readings.add(
          new Reading.Measured(
              ION,
              at(second),
              0,
              1e-9 * (second + 1),
              second % 5 == 0 ? Quality.SUSPECT : Quality.GOOD));
    }
    if (second % 7 == 0) {
      readings.add(Reading.measured(VALVE, at(second), 0, (double) (second % 2)));
    }
    return readings;
  }

  /** Stores the seconds from one to another, that one left out. */
  static void store(ReadingStore store, long from, long to) {
    var readings = new ArrayList<Reading>();
    for (long second = from; second < to; second++) {
      readings.addAll(second(second));
    }
    store.commit(Commit.ofReadings(CHANNELS, readings));
  }

  static RecordingSettings settings(Path folder, Optional<Duration> every, boolean swmr) {
    return new RecordingSettings(
        "gauges",
        List.of(new ChannelPattern("gauge1/**")),
        folder,
        every,
        Duration.ofHours(1),
        swmr,
        "Vacuum lab",
        ZoneId.of("Europe/Zurich"),
        "Stillwatch test");
  }
}
