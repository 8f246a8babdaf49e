package org.stillwatch.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.procedure.Fridge;
import org.stillwatch.core.procedure.Parameter;
import org.stillwatch.core.procedure.Procedure;
import org.stillwatch.core.procedure.ProcedureProblem;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.station.StationView.RunChange;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Shape;

/** Procedures: what is offered, what runs, and what people do about it. */
final class ProcedureRoutes {

  private static final int MOST_ENDED = 1000;
  private static final int SOME_ENDED = 50;

  private static final Endpoint.Parameter RUN =
      Endpoint.Parameter.path(
          "id", "The id of a run; while it is active also its procedure or fridge.");

  private final StationView station;
  private final ShowingRuns showing;

  ProcedureRoutes(StationView station) {
    this.station = station;
    this.showing = new ShowingRuns(station);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/procedures",
            "The procedures that are offered, and what they may run on.",
            List.of(),
            new Shape.One(ShownRuns.Procedures.class),
            request -> new Answer.Json(showing.procedures())),
        Endpoint.post(
            "/procedures/{name}/runs",
            "Starts a procedure. 400 names every value that is no value; 409: it cannot start now.",
            List.of(Endpoint.Parameter.path("name", "The name of a procedure.")),
            Asked.StartRun.class,
            new Shape.One(ShownRuns.Started.class),
            201,
            this::start),
        Endpoint.get(
            "/runs",
            "Runs of procedures: those that are active, then those that ended, the newest first.",
            List.of(
                Endpoint.Parameter.query(
                    "ended", "At most so many that ended, 0 to 1000; default 50.", false, false)),
            new Shape.Many(ShownRuns.Run.class),
            request ->
                new Answer.Json(
                    showing.runs(
                        station.runs(),
                        request.number("ended", 0, MOST_ENDED).orElse(SOME_ENDED)))),
        Endpoint.get(
            "/runs/{id}",
            "A run with the course of its channels since its start.",
            List.of(RUN),
            new Shape.One(ShownRuns.RunCourse.class),
            request -> new Answer.Json(showing.course(find(request.path("id"))))),
        change(
            "pause",
            RunChange.PAUSE,
            "Holds a run where it is; its waiting times stand still. 409: it is paused already."),
        change(
            "resume",
            RunChange.RESUME,
            "Goes on with a run that is paused. 409: it is not paused."),
        change("skip", RunChange.SKIP, "Goes to the next step of a run. 409: it is paused."),
        change("stop", RunChange.STOP, "Ends a run where it is."));
  }

  private Endpoint change(String word, RunChange change, String summary) {
    return Endpoint.post(
        "/runs/{id}/" + word,
        summary,
        List.of(RUN),
        Asked.ChangeRun.class,
        new Shape.One(ShownRuns.Run.class),
        200,
        request -> {
          var asked = request.body(Asked.ChangeRun.class);
          var who = AlarmRoutes.who(request, asked.who());
          var why = Said.note(asked.why());
          var run = active(request.path("id"));
          try {
            return new Answer.Json(
                showing.run(station.changeRun(Optional.of(run.run().id()), change, who, why)));
          } catch (IllegalArgumentException e) {
            throw new Refusal(409, String.valueOf(e.getMessage()));
          }
        });
  }

  private Answer start(Request request) {
    var asked = request.body(Asked.StartRun.class);
    var name = request.path("name");
    var on = Optional.ofNullable(asked.fridge()).filter(text -> !text.isBlank());
    Procedure procedure;
    Fridge fridge;
    try {
      procedure = station.procedures().procedure(name);
      fridge = station.procedures().fridge(on);
    } catch (IllegalArgumentException e) {
      throw new Refusal(404, String.valueOf(e.getMessage()));
    }
    var who = AlarmRoutes.who(request, asked.who());
    var comment = Said.note(asked.comment());
    var given = given(procedure, fridge, asked.parameters());
    try {
      var started = station.startProcedure(name, Optional.of(fridge.name()), given, comment, who);
      return new Answer.Json(new ShownRuns.Started(showing.run(started.run()), started.warnings()));
    } catch (ProcedureProblem e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new Refusal(409, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The answers that are not empty.
   *
   * @throws Refusal that names every one that is no value, each beginning with its parameter
   */
  private static Map<String, String> given(
      Procedure procedure, Fridge fridge, @Nullable Map<String, @Nullable String> asked) {
    var given = new HashMap<String, String>();
    if (asked != null) {
      asked.forEach(
          (name, value) -> {
            if (value != null && !value.isBlank()) {
              given.put(name, value);
            }
          });
    }
    var problems = new ArrayList<String>();
    var names = procedure.parameters().stream().map(Parameter::name).toList();
    given.keySet().stream()
        .filter(name -> !names.contains(name))
        .sorted()
        .map(
            name ->
                "%s has no parameter '%s'; %s"
                    .formatted(procedure.title(), name, NearMiss.of(name, names)))
        .forEach(problems::add);
    for (var parameter : procedure.parameters()) {
      problem(parameter, fridge, given.get(parameter.name())).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw Refusal.badText(problems);
    }
    return given;
  }

  private static Optional<String> problem(
      Parameter parameter, Fridge fridge, @Nullable String given) {
    if (given == null) {
      return ShowingRuns.usual(parameter, fridge).isPresent()
          ? Optional.empty()
          : Optional.of(parameter.name() + ": a value is needed (" + parameter.ask() + ")");
    }
    try {
      var read = parameter.read(given);
      return read.isBlank() ? Optional.of(parameter.name() + ": is empty") : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private RunView find(String id) {
    return station.runs().stream()
        .filter(view -> view.run().id().equals(id))
        .findFirst()
        .or(() -> named(id).stream().findFirst())
        .orElseThrow(
            () ->
                new Refusal(
                    404, "there is no run '" + id + "'; GET /api/v1/runs lists those there are"));
  }

  private List<RunView> named(String name) {
    return station.runs().stream()
        .filter(view -> view.run().isActive())
        .filter(view -> view.run().procedure().equals(name) || view.run().fridge().equals(name))
        .toList();
  }

  private RunView active(String id) {
    var run = find(id);
    if (!run.run().isActive()) {
      throw new Refusal(409, run.title() + " has ended already");
    }
    if (!run.run().id().equals(id) && named(id).size() > 1) {
      throw new Refusal(409, "several runs are active on '" + id + "'; say which one by its id");
    }
    return run;
  }
}
