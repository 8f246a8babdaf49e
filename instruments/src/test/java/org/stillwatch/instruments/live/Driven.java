package org.stillwatch.instruments.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/**
 * Drives an instrument as a station does, one turn after the other, and checks with every turn what
 * each instrument owes: no reading of a channel that was not declared, and a cursor that it takes
 * back. Remembers all that came.
 */
public final class Driven implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Supplier<Instrument> maker;
  private final Supplier<Instant> clock;
  private final List<Reading> readings = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();
  private final HashSet<ChannelId> declared = new HashSet<>();
  private Instrument instrument;
  private Optional<Turn> last = Optional.empty();

  /**
   * @param maker makes the instrument, and makes it again for {@link #restart}
   * @param clock the wall clock
   */
  public Driven(Supplier<Instrument> maker, Supplier<Instant> clock) {
    this.maker = maker;
    this.clock = clock;
    this.instrument = maker.get();
    instrument.resume(Optional.empty());
  }

  /** One turn. */
  public Turn turn() {
    var turn = instrument.turn(clock.get());
    turn.channels().forEach(channel -> declared.add(channel.id()));
    for (var scan : turn.scans()) {
      for (var reading : scan.readings()) {
        assertTrue(declared.contains(reading.channel()), reading.channel() + " was not declared");
        assertEquals(scan.time(), reading.time());
        readings.add(reading);
      }
    }
    problems.addAll(turn.problems());
    last = Optional.of(turn);
    return turn;
  }

  /** Turns until this holds; fails after a minute. */
  public void until(BooleanSupplier reached, Supplier<String> what) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    do {
      var turn = turn();
      assertTrue(System.nanoTime() < deadline, what.get());
    } while (!reached.getAsBoolean());
  }

  /** Turns until so many readings have come in all. */
  public void untilReadings(int count) {
    until(() -> readings.size() >= count, () -> "readings: " + readings);
  }

  /** Turns until the health is this. */
  public Health untilHealth(Health.State state) {
    until(() -> health().state() == state, () -> "health: " + health());
    return health();
  }

  /** Turns until the reason of its health holds these words. */
  public Health untilReason(String words) {
    until(() -> health().reason().contains(words), () -> "health: " + health());
    return health();
  }

  /** Closes it and makes it again, as a station does that goes on from its last commit. */
  public void restart() {
    instrument.close();
    instrument = maker.get();
    declared.clear();
    instrument.resume(last.map(Turn::cursor));
  }

  public Health health() {
    return last.map(Turn::health).orElseThrow();
  }

  public List<Reading> readings() {
    return List.copyOf(readings);
  }

  /** The readings of one channel. */
  public List<Reading> readings(String channel) {
    return readings.stream().filter(r -> r.channel().text().equals(channel)).toList();
  }

  /** The measured values of one channel. */
  public List<Double> values(String channel) {
    return readings(channel).stream()
        .filter(Reading.Measured.class::isInstance)
        .map(reading -> ((Reading.Measured) reading).value())
        .toList();
  }

  /** The reasons of the missing readings of one channel. */
  public List<String> reasons(String channel) {
    return readings(channel).stream()
        .filter(Reading.Missing.class::isInstance)
        .map(reading -> ((Reading.Missing) reading).reason())
        .toList();
  }

  /** Messages that could not be read, and other problems, as text. */
  public List<String> problems() {
    return problems.stream().map(RowProblem::toString).toList();
  }

  /** How many messages the problems count. */
  public long problemCount() {
    return problems.stream().mapToLong(RowProblem::count).sum();
  }

  /** A clock that begins now and may be moved. */
  public static final class Clock implements Supplier<Instant> {
    private Duration moved = Duration.ZERO;

    @Override
    public Instant get() {
      return Instant.now().plus(moved);
    }

    public void move(Duration by) {
      moved = moved.plus(by);
    }
  }

  @Override
  public void close() {
    instrument.close();
  }
}
