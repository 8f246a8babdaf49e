package org.stillwatch.core.procedure;

import java.util.List;
import java.util.Map;
import org.stillwatch.core.reading.ChannelId;

/**
 * A run as others may see it.
 *
 * @param title of its procedure
 * @param steps the texts of all its steps, as far as they are known; a run's index points into them
 * @param goals the thresholds that it has still before it, in order
 * @param course of its channels since its start
 * @param forecasts when it is expected to reach its goals, in their order; fewer than goals, or
 *     none, when nothing can be said
 */
public record RunView(
    Run run,
    String title,
    List<String> steps,
    List<Goal> goals,
    Map<ChannelId, List<Curve.Point>> course,
    List<Forecast> forecasts) {
  public RunView {
    steps = List.copyOf(steps);
    goals = List.copyOf(goals);
    course = Map.copyOf(course);
    forecasts = List.copyOf(forecasts);
  }

  /** Without forecasts. */
  public RunView(
      Run run,
      String title,
      List<String> steps,
      List<Goal> goals,
      Map<ChannelId, List<Curve.Point>> course) {
    this(run, title, steps, goals, course, List.of());
  }
}
