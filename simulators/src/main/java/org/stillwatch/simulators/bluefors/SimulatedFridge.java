package org.stillwatch.simulators.bluefors;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.stillwatch.simulators.bluefors.FridgeModel.State;

/**
 * A fridge that lives faster than the clock and writes its logs by the clock. Has no thread:
 * whoever drives it calls {@link #tick} at least as often as rows are due. Not for several threads
 * at once.
 */
public final class SimulatedFridge {

  /** At this speed the fridge is cold 90 s after it was switched on, and warm again after 3 min. */
  public static final double DEMO_SPEED = 1600;

  public static final Duration DEMO_ROW_EVERY = Duration.ofSeconds(1);

  /** After a longer pause, such as a suspended laptop, the rows in between are not made up. */
  private static final int MOST_ROWS_AT_ONCE = 60;

  private final FridgeModel model;
  private final BlueforsLogWriter writer;
  private final double speed;
  private final Duration rowEvery;
  private State state;
  private @Nullable Instant lastRow;

  /**
   * @param begin the fridge's first state; {@link FridgeModel#start} is at room temperature
   * @param speed seconds of the fridge in a second of the clock
   * @param rowEvery of the clock
   */
  public SimulatedFridge(
      FridgeModel model, State begin, BlueforsLogWriter writer, double speed, Duration rowEvery) {
    if (!(speed > 0 && speed <= 1e6)) {
      throw new IllegalArgumentException(
          "the fridge's speed is " + speed + "; expected more than 0 and at most 1000000");
    }
    if (rowEvery.isNegative() || rowEvery.isZero()) {
      throw new IllegalArgumentException(
          "rows are due every " + rowEvery + "; expected a time longer than 0 s");
    }
    this.model = model;
    this.state = begin;
    this.writer = writer;
    this.speed = speed;
    this.rowEvery = rowEvery;
  }

  /** A warm fridge at the speed of the demo, with a row set each second. */
  public static SimulatedFridge demo(Path folder, ZoneId zone, Build build, long seed) {
    var model = new FridgeModel(seed);
    return new SimulatedFridge(
        model,
        model.start(),
        new BlueforsLogWriter(folder, zone, build),
        DEMO_SPEED,
        DEMO_ROW_EVERY);
  }

  /**
   * Writes the row sets that are due by now, the first at once. When the clock was set back, or
   * stood still for long, rows go on from where it is now.
   *
   * @param wall what the clock says
   * @return how many row sets were written
   * @throws IOException when a file cannot be written; its rows go out with the next row set
   */
  public int tick(Instant wall) throws IOException {
    var last = lastRow;
    if (last == null || wall.isBefore(last)) {
      lastRow = wall;
      writer.write(wall, state);
      return 1;
    }
    long due = Duration.between(last, wall).dividedBy(rowEvery);
    if (due > MOST_ROWS_AT_ONCE) {
      row(wall, Duration.between(last, wall));
      return 1;
    }
    var next = last;
    for (long n = 0; n < due; n++) {
      next = next.plus(rowEvery);
      row(next, rowEvery);
    }
    return (int) due;
  }

  private void row(Instant wall, Duration passed) throws IOException {
    lastRow = wall;
    state = model.step(state, Duration.ofMillis(Math.round(passed.toMillis() * speed)));
    writer.write(wall, state);
  }

  public State state() {
    return state;
  }

  /** To make the logs misbehave on demand. */
  public BlueforsLogWriter writer() {
    return writer;
  }
}
