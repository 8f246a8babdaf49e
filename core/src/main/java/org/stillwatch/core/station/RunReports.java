package org.stillwatch.core.station;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.Procedure;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * Puts together what is known of a run, and has its report made: for whoever asks, and for the
 * message that tells of its end. One is made at a time; that of the run that ended last is kept,
 * since each way of telling people wants it.
 */
final class RunReports {

  /** At most so many points of a curve: a tenth of a millimetre each on a page. */
  private static final int POINTS = 1000;

  private final ProcedureBook procedures;
  private final StationStore store;
  private final InstantSource clock;
  private final Supplier<List<RunView>> runs;
  private final Reporter reporter;
  private final Duration patience;
  private final BiConsumer<String, String> failed;
  private Made made = new Made("", List.of());

  private record Made(String run, List<Attachment> files) {}

  /**
   * @param runs all of them, the newest first
   * @param patience how long a message waits for its report at most
   * @param failed is told the id of a run whose report could not be made, and why
   */
  RunReports(
      ProcedureBook procedures,
      StationStore store,
      InstantSource clock,
      Supplier<List<RunView>> runs,
      Reporter reporter,
      Duration patience,
      BiConsumer<String, String> failed) {
    this.procedures = procedures;
    this.store = store;
    this.clock = clock;
    this.runs = runs;
    this.reporter = reporter;
    this.patience = patience;
    this.failed = failed;
  }

  /**
   * The report of a run; of one that goes on as far as it has got.
   *
   * @throws IllegalArgumentException with one sentence when there is no such run
   */
  List<Attachment> of(String id) {
    return of(
        runs.get().stream()
            .filter(view -> view.run().id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no run '" + id + "'")));
  }

  private synchronized List<Attachment> of(RunView view) {
    var run = view.run();
    if (made.run().equals(run.id())) {
      return made.files();
    }
    var files = reporter.report(record(view));
    if (!run.isActive()) {
      made = new Made(run.id(), files);
    }
    return files;
  }

  /**
   * The report that goes with the notice that tells of the end of a run; nothing with any other
   * notice. A report that cannot be made, or not in time, is none: the message is worth more.
   *
   * @param address where a page of the station is reached
   */
  List<Attachment> with(Notice notice, Function<String, Optional<URI>> address) {
    if (notice.kind() != Notice.Kind.SYSTEM || notice.rule().filter(this::isReported).isEmpty()) {
      return List.of();
    }
    return runs.get().stream()
        .filter(view -> view.run().end().filter(e -> e.notice().equals(notice.id())).isPresent())
        .findFirst()
        .map(view -> inTime(view, address))
        .orElse(List.of());
  }

  private boolean isReported(String procedure) {
    return procedures.procedures().stream()
        .filter(each -> each.name().equals(procedure))
        .allMatch(Procedure::report);
  }

  private List<Attachment> inTime(RunView view, Function<String, Optional<URI>> address) {
    var id = view.run().id();
    var task = new FutureTask<>(() -> of(view));
    var maker = Thread.ofVirtual().name("report of " + id).start(task);
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS).stream()
          .map(file -> file.at(address.apply("api/v1/runs/" + id + "/report." + ending(file))))
          .toList();
    } catch (TimeoutException late) {
      maker.interrupt();
      failed.accept(id, "it took more than " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      // its message may hold what must not be shown
      var cause = e.getCause() == null ? e : e.getCause();
      failed.accept(id, cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static String ending(Attachment file) {
    return file.name().substring(file.name().lastIndexOf('.') + 1);
  }

  /** All that is known of a run. */
  RunRecord record(RunView view) {
    var run = view.run();
    var until = run.end().map(Run.End::at).orElseGet(clock::instant);
    var from = run.started();
    var after = until.plusNanos(1);
    var goals = view.steps().stream().flatMap(step -> Goal.waitedFor(step).stream()).toList();
    var channels =
        store.channels().stream().collect(Collectors.toMap(Channel::id, Function.identity()));
    var followed = new TreeSet<>(view.course().keySet());
    goals.forEach(goal -> followed.add(goal.channel()));
    followed.retainAll(channels.keySet());
    return new RunRecord(
        procedures.station(),
        procedures.zone(),
        until,
        view,
        earlier(run),
        goals,
        followed.stream().map(id -> trend(channels, id, from, after)).toList(),
        channels,
        store.snapshots(from, after).stream().filter(s -> isOf(s, run, followed)).toList(),
        store.notices(from, after).stream().filter(notice -> !tellsOfTheEnd(notice, run)).toList());
  }

  private RunRecord.Trend trend(
      Map<ChannelId, Channel> channels, ChannelId id, Instant from, Instant to) {
    return new RunRecord.Trend(
        Objects.requireNonNull(channels.get(id)), store.trend(id, from, to, POINTS));
  }

  private List<RunView> earlier(Run run) {
    return runs.get().stream()
        .filter(view -> view.run().procedure().equals(run.procedure()))
        .filter(view -> view.run().fridge().equals(run.fridge()))
        .filter(view -> view.run().started().isBefore(run.started()))
        .filter(view -> !view.run().passages().isEmpty())
        .toList();
  }

  /** Whether a snapshot is of the fridge of the run: of its set, or with a channel it follows. */
  private boolean isOf(StoredSnapshot snapshot, Run run, Set<ChannelId> followed) {
    return procedures.fridges().stream()
            .anyMatch(each -> each.name().equals(run.fridge()) && each.set().equals(snapshot.set()))
        || snapshot.readings().stream().anyMatch(reading -> followed.contains(reading.channel()));
  }

  private static boolean tellsOfTheEnd(Notice notice, Run run) {
    return run.end().filter(end -> end.notice().equals(notice.id())).isPresent();
  }
}
