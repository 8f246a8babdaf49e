package org.stillwatch.cos.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.cos.catalogue.IngestResult;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;

class ResultsInstrumentTest {

  private static final Instant MONDAY = Instant.parse("2026-11-16T03:00:00Z");
  private static final Instant NEXT = MONDAY.plus(Duration.ofDays(7));

  private final List<IngestResult> results = new ArrayList<>();
  private int bad;
  private boolean gone;
  private Optional<String> waiting = Optional.empty();

  private final ResultsInstrument instrument =
      new ResultsInstrument(
          "cos",
          (after, limit) -> {
            if (gone) {
              throw new CosProblem("the database does not answer");
            }
            return new ResultSource.News(
                results.stream().filter(result -> result.id() > after).limit(limit).toList(),
                bad,
                waiting);
          },
          Duration.ofMinutes(1));

  private void add(Instant time, Segment segment, int hv, double start, double gain, int sagged) {
    results.add(
        new IngestResult(
            results.size() + 1,
            time,
            "l_" + results.size(),
            segment,
            hv < 0 ? OptionalInt.empty() : OptionalInt.of(hv),
            start,
            gain > 0 ? OptionalDouble.of(gain) : OptionalDouble.empty(),
            1000,
            5000,
            sagged));
  }

  private static String shown(Scan scan) {
    return scan.readings().stream()
        .map(
            reading ->
                reading.channel()
                    + " "
                    + switch (reading) {
                      case Reading.Measured measured -> Double.toString(measured.value());
                      case Reading.Missing missing -> missing.reason();
                    })
        .collect(Collectors.joining("\n"));
  }

  @Test
  void anIngestIsOneScanOfItsNewestImagesAndAllThatSagged() {
    add(MONDAY, Segment.FUVA, 163, 58100, 8, 3);
    add(MONDAY, Segment.FUVA, 163, 58107, 7.5, 4);
    add(MONDAY, Segment.FUVB, 169, 58107, 0, 0);
    instrument.resume(Optional.of("0"));
    var turn = instrument.turn(MONDAY);
    assertEquals(
        """
        cos/images 3.0
        cos/sagged-new 7.0
        cos/fuva-163/gain 7.5
        cos/fuva-163/fitted 1000.0
        cos/fuva-163/counts 5000.0
        cos/fuva-163/sagged-new 7.0
        cos/fuvb-169/gain no superpixel of l_2 has a gain
        cos/fuvb-169/fitted 1000.0
        cos/fuvb-169/counts 5000.0
        cos/fuvb-169/sagged-new 0.0\
        """,
        shown(turn.scans().getFirst()));
    assertEquals(MONDAY, turn.scans().getFirst().time());
    assertEquals("3", turn.cursor());
    assertEquals(10, turn.channels().size());
    assertEquals(List.of(), instrument.turn(NEXT).channels(), "each is declared once");
  }

  @Test
  void anUnknownLevelHasNoChannelAndIsCountedAsAnImage() {
    add(MONDAY, Segment.FUVA, -1, 58100, 8, 0);
    instrument.resume(Optional.of("0"));
    assertEquals(
        "cos/images 1.0\ncos/sagged-new 0.0", shown(instrument.turn(MONDAY).scans().getFirst()));
  }

  @Test
  void goesOnAfterItsCursorAndTellsEachIngestOnce() {
    add(MONDAY, Segment.FUVA, 163, 58100, 8, 3);
    instrument.resume(Optional.of("1"));
    assertEquals(List.of(), instrument.turn(MONDAY).scans());
    add(NEXT, Segment.FUVA, 163, 58107, 7, 1);
    assertEquals(List.of(), instrument.turn(MONDAY.plusSeconds(59)).scans(), "not due yet");
    var turn = instrument.turn(NEXT);
    assertEquals(1, turn.scans().size());
    assertFalse(turn.backlog());
    assertEquals(List.of(), instrument.turn(NEXT.plusSeconds(60)).scans());
  }

  @Test
  void whatWasThereBeforeTheFirstLookIsBacklog() {
    add(MONDAY, Segment.FUVA, 163, 58100, 8, 3);
    instrument.resume(Optional.empty());
    assertTrue(instrument.turn(NEXT).backlog());
    add(NEXT, Segment.FUVA, 163, 58107, 7, 1);
    assertFalse(instrument.turn(NEXT.plusSeconds(60)).backlog());
  }

  @Test
  void whatComesAfterACatalogueWasMissingIsNew() {
    waiting = Optional.of("there is no catalogue yet");
    instrument.resume(Optional.empty());
    assertEquals(Health.trouble("there is no catalogue yet"), instrument.turn(MONDAY).health());
    waiting = Optional.empty();
    add(NEXT, Segment.FUVA, 163, 58100, 8, 3);
    assertFalse(instrument.turn(NEXT).backlog());
  }

  @Test
  void filesThatCannotBeUsedAndADatabaseThatIsGoneAreSaid() {
    instrument.resume(Optional.of("0"));
    bad = 2;
    var turn = instrument.turn(MONDAY);
    assertEquals(Health.State.TROUBLE, turn.health().state());
    assertTrue(turn.health().reason().startsWith("2 files of the archive cannot be used"));
    gone = true;
    turn = instrument.turn(NEXT);
    assertEquals(Health.unreachable("the database does not answer"), turn.health());
    assertEquals("0", turn.cursor());
  }
}
