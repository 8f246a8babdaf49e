package org.stillwatch.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.procedure.Curve;
import org.stillwatch.core.procedure.Forecast;
import org.stillwatch.core.procedure.Fridge;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.Parameter;
import org.stillwatch.core.procedure.Procedure;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.station.StationView.ChannelStatus;

/** Turns procedures and their runs into the objects of the HTTP interface. */
final class ShowingRuns {

  private static final String WAIT = "wait ";

  /** Jumps between the branches of a choice: nothing that a person would call a step. */
  private static final String JUMP = "go on";

  /** Waits for a time, which leave no passage. */
  private static final Pattern BY_CLOCK = Pattern.compile("wait (\\d[^/]*|until .*|for ever)");

  private final StationView station;

  ShowingRuns(StationView station) {
    this.station = station;
  }

  ShownRuns.Procedures procedures() {
    var book = station.procedures();
    var offered = book.fridges().isEmpty() ? 0 : book.offered();
    return new ShownRuns.Procedures(
        book.fridges().stream().map(Fridge::name).toList(),
        book.procedures().stream().limit(offered).map(this::procedure).toList());
  }

  private ShownRuns.Procedure procedure(Procedure procedure) {
    return new ShownRuns.Procedure(
        procedure.name(),
        procedure.title(),
        procedure.about(),
        procedure.parameters().stream().map(this::parameter).toList());
  }

  private ShownRuns.Parameter parameter(Parameter parameter) {
    var on =
        station.procedures().fridges().stream()
            .map(
                fridge -> new ShownRuns.Usual(fridge.name(), usual(parameter, fridge).orElse(null)))
            .toList();
    return new ShownRuns.Parameter(
        parameter.name(),
        parameter.ask(),
        parameter.isTime() ? "time" : parameter.kind().name().toLowerCase(Locale.ROOT),
        parameter.kind() == Parameter.Kind.TEXT ? "" : parameter.unit().symbol(),
        on.isEmpty() ? null : on.getFirst().value(),
        on);
  }

  /** The value of an empty answer. */
  static Optional<String> usual(Parameter parameter, Fridge fridge) {
    return Optional.ofNullable(fridge.usual().get(parameter.name())).or(parameter::usual);
  }

  /** Those that are active first, then the newest that ended, at most so many of these. */
  List<ShownRuns.Run> runs(List<RunView> views, int mostEnded) {
    var channels = channels();
    var newest = Comparator.comparing((RunView view) -> view.run().started()).reversed();
    return Stream.concat(
            views.stream().filter(view -> view.run().isActive()).sorted(newest),
            views.stream().filter(view -> !view.run().isActive()).sorted(newest).limit(mostEnded))
        .map(view -> run(view, channels))
        .toList();
  }

  ShownRuns.Runs event(List<RunView> views, int mostEnded) {
    return new ShownRuns.Runs(station.now().toString(), runs(views, mostEnded));
  }

  ShownRuns.Run run(RunView view) {
    return run(view, channels());
  }

  ShownRuns.RunCourse course(RunView view) {
    var channels = channels();
    return new ShownRuns.RunCourse(
        run(view, channels),
        view.course().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> course(entry.getKey(), entry.getValue(), channels))
            .toList());
  }

  private static ShownRuns.Course course(
      ChannelId id, List<Curve.Point> points, Map<ChannelId, ChannelStatus> channels) {
    return new ShownRuns.Course(
        id.text(),
        Optional.ofNullable(channels.get(id))
            .map(status -> status.channel().unit().symbol())
            .orElse(""),
        points.stream().map(one -> new ShownRuns.Point(one.second(), one.value())).toList());
  }

  private Map<ChannelId, ChannelStatus> channels() {
    return station.channels().stream()
        .collect(Collectors.toMap(status -> status.channel().id(), Function.identity()));
  }

  private ShownRuns.Run run(RunView view, Map<ChannelId, ChannelStatus> channels) {
    var run = view.run();
    var at = run.at();
    boolean active = run.isActive();
    var steps = steps(view);
    var until = run.end().map(Run.End::at).orElseGet(station::now);
    return new ShownRuns.Run(
        run.id(),
        run.procedure(),
        view.title(),
        run.fridge(),
        run.who(),
        run.comment(),
        run.started().toString(),
        seconds(run.started(), until),
        state(run),
        (int) steps.stream().filter(step -> !step.state().matches("now|next")).count(),
        steps,
        active ? at.step() : "",
        active ? at.since().toString() : null,
        active ? text(at.paused()) : null,
        active ? text(at.lost().map(Run.Lost::since)) : null,
        active && at.late(),
        active && at.stalled(),
        active ? problems(run, channels) : List.of(),
        run.arguments(),
        run.passages().stream()
            .map(
                one ->
                    new ShownRuns.Passage(
                        one.what(), one.at().toString(), seconds(run.started(), one.at())))
            .toList(),
        view.goals().stream().map(goal -> goal(goal, view, channels)).toList(),
        run.end()
            .map(end -> new ShownRuns.Ended(end.at().toString(), end.how().word(), end.why()))
            .orElse(null));
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
  }

  private static String state(Run run) {
    var at = run.at();
    return run.end()
        .map(end -> end.how().word())
        .orElseGet(
            () ->
                at.paused().isPresent()
                    ? "paused"
                    : at.lost().isPresent()
                        ? "lost"
                        : at.stalled() ? "stalled" : at.late() ? "late" : "running");
  }

  /** Each step with what became of it; a wait for a condition that was not met was left. */
  private static List<ShownRuns.Step> steps(RunView view) {
    var run = view.run();
    var passages = new ArrayDeque<>(run.passages());
    var steps = new ArrayList<ShownRuns.Step>();
    for (int i = 0; i < view.steps().size(); i++) {
      var text = view.steps().get(i);
      if (text.equals(JUMP)) {
        continue;
      }
      boolean behind = i < run.at().index();
      var met = Optional.ofNullable(passages.peek()).filter(p -> text.equals(WAIT + p.what()));
      met.ifPresent(passage -> passages.remove());
      boolean left = text.startsWith(WAIT) && met.isEmpty() && !BY_CLOCK.matcher(text).matches();
      steps.add(
          new ShownRuns.Step(
              text.split(" ", 2)[0],
              text,
              behind
                  ? left ? "left" : "passed"
                  : i == run.at().index() && run.isActive() ? "now" : "next",
              met.map(passage -> passage.at().toString()).orElse(null)));
    }
    return steps;
  }

  private ShownRuns.Goal goal(Goal goal, RunView view, Map<ChannelId, ChannelStatus> channels) {
    return new ShownRuns.Goal(
        goal.channel().text(),
        goal.falling() ? "<=" : ">=",
        goal.threshold().toString(),
        Optional.ofNullable(channels.get(goal.channel()))
            .filter(status -> !status.stale())
            .flatMap(ShowingRuns::value)
            .orElse(null),
        view.forecasts().stream()
            .filter(forecast -> forecast.goal().equals(goal))
            .findFirst()
            .map(this::expected)
            .orElse(null));
  }

  private ShownRuns.Expected expected(Forecast forecast) {
    return new ShownRuns.Expected(
        forecast.expected().toString(),
        forecast.earliest().toString(),
        forecast.latest().toString(),
        forecast.earlier(),
        forecast.words(forecast.goal().channel().name(), station.now()));
  }

  private static Optional<String> value(ChannelStatus status) {
    return status.latest().orElse(null) instanceof Reading.Measured measured
        ? Optional.of(status.channel().textWithUnit(measured.value()))
        : Optional.empty();
  }

  private List<String> problems(Run run, Map<ChannelId, ChannelStatus> channels) {
    var at = run.at();
    var problems = new ArrayList<String>();
    at.lost()
        .ifPresent(
            lost ->
                problems.add(
                    "it cannot go on since "
                        + Words.time(lost.since(), station.zone())
                        + ": "
                        + without(at.step(), channels)
                        + "; it goes on by itself when there are values again"));
    if (at.stalled()) {
      problems.add("it stands still at '" + at.step() + "'");
    }
    if (at.late()) {
      problems.add(
          "'" + at.step() + "' takes too long, since " + Words.time(at.since(), station.zone()));
    }
    return problems;
  }

  /** Which channels of a step have no value, and why. */
  private static String without(String step, Map<ChannelId, ChannelStatus> channels) {
    var found =
        channels.values().stream()
            .filter(status -> speaksOf(step, status.channel().id()))
            .filter(status -> status.stale() || value(status).isEmpty())
            .map(ShowingRuns::whyNone)
            .sorted()
            .toList();
    return found.isEmpty() ? "a channel that it needs has no value" : String.join(", ", found);
  }

  private static boolean speaksOf(String step, ChannelId id) {
    return Pattern.compile("(?<![\\w/-])" + Pattern.quote(id.text()) + "(?![\\w/-])")
        .matcher(step)
        .find();
  }

  private static String whyNone(ChannelStatus status) {
    var id = status.channel().id().text();
    return status.latest().orElse(null) instanceof Reading.Missing missing
        ? id + " has no value (" + missing.reason() + ")"
        : status.latest().isPresent() ? id + " is silent" : id + " has never been seen";
  }
}
