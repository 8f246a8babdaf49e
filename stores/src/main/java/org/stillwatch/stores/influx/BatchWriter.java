package org.stillwatch.stores.influx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes points, and when some are refused finds out which: the request is halved until those alone
 * are left. To write a point again changes nothing, so it does not matter which of them were stored
 * the first time.
 *
 * <p>A point is given up only when the server says that points are the cause, or took others of the
 * same batch: a request that is wrong as a whole must not cost a single reading.
 */
final class BatchWriter {

  /** So many single points are tried before the whole request is taken to be the cause. */
  private static final int TRIALS = 32;

  private final Function<List<String>, Answer> server;

  /**
   * @param server writes lines and answers
   */
  BatchWriter(Function<List<String>, Answer> server) {
    this.server = server;
  }

  /** A point that will never be stored, and why. */
  record Refused(Point point, String reason) {}

  /** What became of a batch. */
  sealed interface Outcome {

    /**
     * Every point is stored or refused for good.
     *
     * @param tooLarge some request had to be halved for its size
     */
    record Done(List<Refused> refused, boolean tooLarge) implements Outcome {}

    /** All must be written again. */
    record Later(Answer.NotNow why) implements Outcome {}

    /** All must be written again once someone has looked at it. */
    record Stuck(Answer.NeedsPerson why) implements Outcome {}
  }

  /** All points, in any order. */
  Outcome write(List<Point> points) {
    // what a server refuses mostly belongs to one series: side by side it is found sooner
    var sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparing(point -> point.reading().channel()));
    return new Batch().write(sorted);
  }

  /** One batch under way. */
  private final class Batch {
    private final List<Refused> refused = new ArrayList<>();
    private int unclear;
    private boolean anyStored;
    private boolean tooLarge;
    private String unclearReason = "";

    Outcome write(List<Point> points) {
      var stopped = send(points);
      if (stopped.isPresent()) {
        return stopped.get();
      }
      return unclear > 0 && !anyStored
          ? stuck(unclearReason)
          : new Outcome.Done(List.copyOf(refused), tooLarge);
    }

    private Optional<Outcome> send(List<Point> points) {
      if (points.isEmpty()) {
        return Optional.empty();
      }
      return switch (server.apply(points.stream().map(Point::line).toList())) {
        case Answer.Stored stored -> {
          anyStored = true;
          yield Optional.empty();
        }
        case Answer.TooLarge(String reason) -> {
          tooLarge = true;
          if (points.size() == 1) {
            refuse(points, reason);
            yield Optional.empty();
          }
          yield halves(points);
        }
        case Answer.PointsRefused(String reason, int count, boolean ofPoints) -> {
          if (ofPoints && (points.size() == 1 || count >= points.size())) {
            refuse(points, reason);
            yield Optional.empty();
          }
          if (points.size() > 1) {
            yield halves(points);
          }
          refuse(points, reason);
          unclear++;
          unclearReason = reason;
          yield unclear >= TRIALS && !anyStored ? Optional.of(stuck(reason)) : Optional.empty();
        }
        case Answer.NotNow later -> Optional.of(new Outcome.Later(later));
        case Answer.NeedsPerson person -> Optional.of(new Outcome.Stuck(person));
      };
    }

    private Optional<Outcome> halves(List<Point> points) {
      int middle = points.size() / 2;
      var stopped = send(points.subList(0, middle));
      return stopped.isPresent() ? stopped : send(points.subList(middle, points.size()));
    }

    private void refuse(List<Point> points, String reason) {
      points.forEach(point -> refused.add(new Refused(point, reason)));
    }

    private Outcome stuck(String reason) {
      return new Outcome.Stuck(
          new Answer.NeedsPerson(reason + "; it takes nothing, whatever is sent"));
    }
  }
}
