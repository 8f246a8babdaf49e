package org.stillwatch.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.ReadingStore;

/**
 * A made-up history: channels at 1 Hz with a daily wave, a slow wander and noise of their own, and
 * now and then an excursion of minutes. Values are rounded as an instrument gives them.
 */
final class LongHistory {

  static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

  private static final int SECONDS_OF_DAY = 86_400;
  private static final int COMMIT = 50_000;
  private static final double NOISE = 0.02;

  private final List<Channel> channels = new ArrayList<>();
  private final int days;

  LongHistory(int channels, int days) {
    this.days = days;
    for (int i = 0; i < channels; i++) {
      this.channels.add(
          Channel.number(
              new ChannelId("lab/t%03d".formatted(i)),
              Unit.of("degC"),
              "t" + i,
              Duration.ofSeconds(1)));
    }
  }

  List<Channel> channels() {
    return channels;
  }

  Instant end() {
    return START.plusSeconds((long) days * SECONDS_OF_DAY);
  }

  long readings() {
    return (long) channels.size() * days * SECONDS_OF_DAY;
  }

  /** Stores all of it, hour by hour, as an import does. */
  void store(ReadingStore store) {
    var batch = new ArrayList<Reading>(COMMIT + channels.size());
    var random = new Random(1);
    var wander = new double[channels.size()];
    var excursion = new int[channels.size()];
    for (int hour = 0; hour < days * 24; hour++) {
      for (int i = 0; i < channels.size(); i++) {
        for (int second = hour * 3600; second < (hour + 1) * 3600; second++) {
          batch.add(
              Reading.measured(
                  channels.get(i).id(),
                  START.plusSeconds(second),
                  0,
                  value(second, i, wander, excursion, random)));
        }
        if (batch.size() >= COMMIT) {
          var done = store.commit(Commit.ofReadings(channels, batch));
          batch.clear();
        }
      }
    }
    var done = store.commit(Commit.ofReadings(channels, batch));
  }

  private static double value(int second, int i, double[] wander, int[] excursion, Random random) {
    wander[i] += 0.0005 * random.nextGaussian() - 1e-5 * wander[i];
    if (excursion[i] == 0 && random.nextInt(2 * SECONDS_OF_DAY) == 0) {
      excursion[i] = 300;
    }
    double bump = excursion[i] > 0 ? 3 * Math.sin(Math.PI * excursion[i]-- / 300.0) : 0;
    double wave = 0.5 * Math.sin(2 * Math.PI * second / SECONDS_OF_DAY + i);
    return Math.round(1000 * (22 + wave + wander[i] + bump + NOISE * random.nextGaussian()))
        / 1000.0;
  }
}
