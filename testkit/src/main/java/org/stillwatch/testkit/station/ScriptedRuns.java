package org.stillwatch.testkit.station;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.station.StationView.RunChange;
import org.stillwatch.core.station.StationView.StartedRun;

/** The runs of a {@link ScriptedStation}: they go nowhere by themselves. */
final class ScriptedRuns {

  private static final String FIRST_STEP = "wait for ever";

  private final List<RunView> runs = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<String> refusal = Optional.empty();

  synchronized List<RunView> all() {
    return List.copyOf(runs);
  }

  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  synchronized void refuse(String sentence) {
    refusal = Optional.of(sentence).filter(text -> !text.isEmpty());
  }

  synchronized void warn(String sentence) {
    warnings.add(sentence);
  }

  synchronized void forget(String id) {
    runs.removeIf(view -> view.run().id().equals(id));
  }

  synchronized void show(RunView view) {
    forget(view.run().id());
    runs.addFirst(view);
  }

  synchronized StartedRun start(
      String procedure,
      String title,
      String fridge,
      Map<String, String> with,
      String comment,
      String who,
      Instant now) {
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(refusal.get());
    }
    var run =
        new Run(
            "run" + runs.size(),
            procedure,
            fridge,
            with,
            comment,
            who,
            now,
            Run.Position.at(0, FIRST_STEP, now),
            List.of(),
            Optional.empty());
    var view = new RunView(run, title, List.of(FIRST_STEP), List.of(), Map.of());
    show(view);
    return new StartedRun(view, warnings);
  }

  synchronized RunView change(
      Optional<String> id, RunChange change, String who, String why, Instant now) {
    var view =
        runs.stream()
            .filter(each -> each.run().isActive())
            .filter(each -> id.isEmpty() || id.get().equals(each.run().id()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no procedure is running"));
    boolean paused = view.run().at().paused().isPresent();
    boolean possible =
        switch (change) {
          case STOP -> true;
          case PAUSE, SKIP -> !paused;
          case RESUME -> paused;
        };
    if (!possible) {
      throw new IllegalArgumentException(view.title() + (paused ? " is paused" : " is not paused"));
    }
    asked.add(change + " " + view.run().id() + " by " + who + ": " + why);
    var stopped =
        new Run.End(
            now, Run.How.STOPPED, "stopped by " + who + (why.isEmpty() ? "" : ": " + why), "");
    var after =
        with(
            view,
            position(view, change, now),
            change == RunChange.STOP ? Optional.of(stopped) : Optional.empty());
    show(after);
    return after;
  }

  private static Run.Position position(RunView view, RunChange change, Instant now) {
    var at = view.run().at();
    if (change == RunChange.SKIP) {
      int next = Math.min(at.index() + 1, view.steps().size() - 1);
      return Run.Position.at(next, view.steps().get(next), now);
    }
    return new Run.Position(
        at.index(),
        at.step(),
        at.since(),
        at.memory(),
        at.meanwhile(),
        at.lost(),
        at.late(),
        at.stalled(),
        change == RunChange.PAUSE ? Optional.of(now) : Optional.empty());
  }

  /** The same run at another position, or ended. */
  static RunView with(RunView view, Run.Position position, Optional<Run.End> end) {
    var run = view.run();
    return new RunView(
        new Run(
            run.id(),
            run.procedure(),
            run.fridge(),
            run.arguments(),
            run.comment(),
            run.who(),
            run.started(),
            position,
            run.passages(),
            end),
        view.title(),
        view.steps(),
        view.goals(),
        view.course());
  }
}
