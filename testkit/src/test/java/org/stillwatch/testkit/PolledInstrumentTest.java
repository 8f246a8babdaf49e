package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.polling.PolledInstrument;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;

class PolledInstrumentTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final Patient device = new Patient();
  private final PolledInstrument instrument =
      new PolledInstrument("g", "/dev/gauge", device, SECOND, time, time);

  @AfterEach
  void close() {
    instrument.close();
  }

  /** A device that is polled when the test lets it be. */
  private final class Patient implements Device {
    private final Semaphore let = new Semaphore(0);
    private final AtomicInteger polls = new AtomicInteger();
    private volatile int readings = 1;
    private volatile Duration takes = Duration.ZERO;
    private volatile List<Unreadable> unreadable = List.of();
    private volatile Health health = Health.ok("");
    private volatile Optional<Error> broken = Optional.empty();
    private volatile boolean closed;

    @Override
    public List<Channel> channels() {
      return IntStream.range(0, readings)
          .mapToObj(i -> Channel.number(id(i), Unit.of("Torr"), "P" + i, SECOND))
          .toList();
    }

    @Override
    public Poll poll(Instant at) {
      try {
        let.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Poll(List.of(), 0, List.of(), Health.unreachable("interrupted"));
      }
      broken.ifPresent(
          error -> {
            throw error;
          });
      time.advance(takes);
      int number = polls.incrementAndGet();
      return new Poll(
          IntStream.range(0, readings)
              .mapToObj(i -> Reading.measured(id(i), at, 0, number))
              .toList(),
          1,
          unreadable,
          health);
    }

    private void letPoll(int times) {
      int until = polls.get() + times;
      let.release(times);
      while (polls.get() < until) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static ChannelId id(int number) {
    return new ChannelId("g/p" + number);
  }

  private Turn turn() {
    return instrument.turn(time.instant());
  }

  private static List<Double> values(List<Turn> turns) {
    return turns.stream()
        .flatMap(turn -> turn.scans().stream())
        .flatMap(scan -> scan.readings().stream())
        .filter(Reading.Measured.class::isInstance)
        .map(reading -> ((Reading.Measured) reading).value())
        .toList();
  }

  @Test
  void theFirstTurnWaitsForTheFirstPollAndDeclaresItsChannels() {
    device.let.release();
    var turn = turn();
    assertEquals(List.of(id(0)), turn.channels().stream().map(Channel::id).toList());
    assertEquals(List.of(1.0), values(List.of(turn)));
    assertFalse(turn.more(), "a first turn that asks for more is never ready");
    assertEquals(Health.State.OK, turn.health().state());
  }

  @Test
  void aChannelThatShowsUpLaterIsDeclaredThen() {
    device.let.release();
    turn();
    device.readings = 2;
    device.let.release();
    assertEquals(List.of(id(1)), turn().channels().stream().map(Channel::id).toList());
    device.let.release();
    assertEquals(List.of(), turn().channels());
  }

  @Test
  void whilePollsAreNotTakenTheyWaitAndNoneIsLost() {
    device.let.release();
    var turns = new ArrayList<>(List.of(turn()));
    device.letPoll(1200);
    while (values(turns).size() < 1201) {
      turns.add(turn());
    }
    assertEquals(IntStream.rangeClosed(1, 1201).mapToObj(i -> (double) i).toList(), values(turns));
    assertTrue(turns.size() >= 4, "each turn is bounded: " + turns.size());
  }

  @Test
  void whatCannotBeTakenForHoursIsDroppedOldestFirstAndTold() {
    device.readings = 50_000;
    device.let.release();
    turn();
    device.letPoll(10);
    device.let.release();
    var turns = new ArrayList<Turn>();
    do {
      turns.add(turn());
    } while (values(turns).stream().noneMatch(value -> value == 12.0));
    var problems = turns.stream().flatMap(turn -> turn.problems().stream()).toList();
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().why().contains("polls were dropped"), problems.toString());
    assertTrue(values(turns).stream().noneMatch(value -> value == 2.0), "the oldest go first");
  }

  @Test
  void aPollThatTookTooLongIsShownForAWhileAndNoTrouble() {
    device.takes = Duration.ofMillis(3200);
    device.let.release();
    var turn = turn();
    assertEquals("3 polls were left out so far", turn.health().reason());
    assertEquals(Health.State.OK, turn.health().state());
    assertEquals(4, turn.scans().size());
    device.takes = Duration.ZERO;
    device.let.release();
    var later = instrument.turn(time.instant().plus(Duration.ofMinutes(2)));
    assertEquals("", later.health().reason());
  }

  @Test
  void aDeviceThatIsTooSlowAgainAndAgainIsTrouble() {
    device.takes = Duration.ofMillis(1500);
    Turn turn;
    int turns = 0;
    do {
      device.let.release();
      turn = turn();
      turns++;
    } while (turn.health().state() == Health.State.OK && turns < 20);
    assertEquals(6, turns);
    assertEquals(
        "polls take up to 1.5 s, every: 1 s is too often; 6 were left out so far",
        turn.health().reason());
  }

  @Test
  void onePollThatTakesTooLongIsAMissingReadingAndNoTrouble() {
    device.takes = Duration.ofMillis(1800);
    device.let.release();
    var turn = turn();
    assertEquals(2, turn.scans().size());
    assertEquals(Health.State.OK, turn.health().state(), turn.health().reason());
  }

  @Test
  void anAnswerThatIsLostNowAndThenIsTroubleButNotADeviceThatIsGone() {
    device.let.release();
    turn();
    var seen = new ArrayList<Health.State>();
    for (var health : List.of("gone", "", "gone", "gone", "gone", "gone", "", "gone")) {
      device.health = health.isEmpty() ? Health.ok("") : Health.unreachable(health);
      device.let.release();
      seen.add(turn().health().state());
    }
    var ok = Health.State.OK;
    var trouble = Health.State.TROUBLE;
    var gone = Health.State.UNREACHABLE;
    assertEquals(List.of(trouble, ok, trouble, trouble, gone, gone, ok, trouble), seen);
  }

  @Test
  void aDeviceThatNeverAnsweredIsToldAtOnce() {
    device.health = Health.unreachable("not there");
    device.let.release();
    assertEquals(Health.unreachable("not there"), turn().health());
  }

  @Test
  void aNativeLibraryThatCannotBeLoadedIsToldAndDoesNotEndThePolls() {
    device.broken = Optional.of(new UnsatisfiedLinkError("no jSerialComm"));
    device.let.release();
    var reason = turn().health().reason();
    assertTrue(reason.contains("no jSerialComm"), reason);
    device.broken = Optional.empty();
    device.let.release();
    assertEquals(Health.State.OK, turn().health().state());
  }

  @Test
  void anAnswerThatCannotBeReadIsCountedAndTold() {
    device.unreadable = List.of(new Unreadable("frame", "'xx' is no frame"));
    device.let.release();
    var turn = turn();
    assertEquals("/dev/gauge:1: 'xx' is no frame", turn.problems().getFirst().toString());
    assertEquals(1, turn.rows());
    assertTrue(turn.health().reason().contains("'xx' is no frame"), turn.health().reason());
  }

  @Test
  void closingEndsAPollThatWaits() {
    device.let.release();
    turn();
    instrument.close();
    assertTrue(device.closed);
    assertEquals(List.of(), turn().scans());
  }
}
