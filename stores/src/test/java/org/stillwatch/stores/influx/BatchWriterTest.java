package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.stores.influx.BatchWriter.Outcome;

class BatchWriterTest {

  private static final Answer STORED = new Answer.Stored();

  private final Set<String> stored = new HashSet<>();
  private int requests;

  private static List<Point> points(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Point(
                    Reading.measured(
                        new ChannelId("lab/c" + i % 10), Instant.ofEpochSecond(i), 0, i),
                    "line " + i))
        .toList();
  }

  private Answer storeGood(List<String> lines, Set<String> bad, Answer otherwise) {
    requests++;
    var good = lines.stream().filter(line -> !bad.contains(line)).toList();
    if (good.size() == lines.size()
        || !(otherwise instanceof Answer.PointsRefused(var r, int n, var o))
        || n != 0) {
      stored.addAll(good);
    }
    return good.size() == lines.size() ? STORED : otherwise;
  }

  private static Set<String> lines(Outcome outcome) {
    return assertInstanceOf(Outcome.Done.class, outcome).refused().stream()
        .map(refused -> refused.point().line())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Version 1 and 3: the others are stored. Version 2: nothing of the request is. */
  @Test
  void exactlyTheBadPointsAreRefusedWhateverTheServerDoesWithTheOthers() {
    var random = new Random(9);
    for (int round = 0; round < 300; round++) {
      int count = 1 + random.nextInt(200);
      var bad = new TreeSet<String>();
      for (int i = random.nextInt(6); i > 0; i--) {
        bad.add("line " + random.nextInt(count));
      }
      boolean partial = random.nextBoolean();
      stored.clear();
      var writer =
          new BatchWriter(
              lines ->
                  storeGood(
                      lines,
                      bad,
                      new Answer.PointsRefused(
                          "no",
                          partial ? (int) lines.stream().filter(bad::contains).count() : 0,
                          true)));
      assertEquals(bad, lines(writer.write(points(count))));
      var good = points(count).stream().map(Point::line).filter(line -> !bad.contains(line));
      assertEquals(good.collect(Collectors.toSet()), stored);
    }
  }

  @Test
  void aWholeSeriesThatIsRefusedIsFoundWithFewRequests() {
    var points = points(5000);
    var bad =
        points.stream()
            .filter(point -> point.reading().channel().text().equals("lab/c3"))
            .map(Point::line)
            .collect(Collectors.toSet());
    var writer =
        new BatchWriter(
            lines ->
                storeGood(
                    lines,
                    bad,
                    new Answer.PointsRefused(
                        "conflict", (int) lines.stream().filter(bad::contains).count(), true)));
    assertEquals(500, lines(writer.write(points)).size());
    assertTrue(requests < 60, () -> requests + " requests");
  }

  @Test
  void aServerThatRefusesEverythingWithoutSayingWhyCostsNoPoint() {
    var writer =
        new BatchWriter(
            lines -> {
              requests++;
              return new Answer.PointsRefused("400 (no)", 0, false);
            });
    var stuck = assertInstanceOf(Outcome.Stuck.class, writer.write(points(5000)));
    assertTrue(stuck.why().reason().contains("400 (no)"), stuck::toString);
    assertTrue(requests < 100, () -> requests + " requests");
    assertInstanceOf(Outcome.Stuck.class, writer.write(points(1)));
  }

  @Test
  void anUnclearRefusalCountsOnceTheServerTakesOthers() {
    var bad = Set.of("line 7");
    var writer =
        new BatchWriter(
            lines -> storeGood(lines, bad, new Answer.PointsRefused("400 (no)", 0, false)));
    assertEquals(bad, lines(writer.write(points(100))));
  }

  @Test
  void tooLargeARequestIsHalvedUntilItFits() {
    var sizes = new ArrayList<Integer>();
    var writer =
        new BatchWriter(
            lines -> {
              sizes.add(lines.size());
              return lines.size() > 30
                  ? new Answer.TooLarge("413")
                  : storeGood(lines, Set.of(), STORED);
            });
    assertEquals(new Outcome.Done(List.of(), true), writer.write(points(100)));
    assertEquals(List.of(100, 50, 25, 25, 50, 25, 25), sizes);
    assertEquals(100, stored.size());
  }

  @Test
  void oneThatIsTooLargeByItselfIsRefused() {
    var writer = new BatchWriter(lines -> new Answer.TooLarge("413"));
    assertEquals(Set.of("line 0", "line 1"), lines(writer.write(points(2))));
  }

  @Test
  void whatComesInBetweenStopsTheBatchAndRefusesNothing() {
    var later = new Answer.NotNow("connection refused", Optional.empty(), false);
    var writer =
        new BatchWriter(
            lines -> ++requests < 4 ? new Answer.PointsRefused("partial write", 1, true) : later);
    assertEquals(new Outcome.Later(later), writer.write(points(64)));
    var person = new Answer.NeedsPerson("401");
    assertEquals(new Outcome.Stuck(person), new BatchWriter(lines -> person).write(points(64)));
  }
}
