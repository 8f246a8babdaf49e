package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;

/** What two gain-sag tables say differently, at all levels that figures are drawn of. */
public final class Residuals {
  private final Bench bench;
  private final Path older;
  private final Path newer;

  public Residuals(Bench bench, Path older, Path newer) {
    this.bench = bench;
    this.older = older;
    this.newer = newer;
  }

  /**
   * Draws a figure where they differ. A level that one of them does not have is told.
   *
   * @throws CosProblem when a table cannot be used
   */
  public void make(Path folder, Instant created, Monitor.Told told) {
    var old = ShownTable.read(older);
    var young = ShownTable.read(newer);
    for (var segment : Segment.values()) {
      for (int hv : CciMonitor.DRAWN) {
        if (!old.levels(segment).contains(hv) || !young.levels(segment).contains(hv)) {
          var without = old.levels(segment).contains(hv) ? young : old;
          told.leftOut(
              "no figure of %s at HV %d: %s has no such extension"
                  .formatted(segment, hv, without.name()));
          continue;
        }
        try {
          new ResidualRecipe(segment, hv, older, newer)
              .make(bench, old, young, folder, created)
              .ifPresent(told::made);
        } catch (CosProblem e) {
          told.leftOut("no figure of %s at HV %d: %s".formatted(segment, hv, e.getMessage()));
        }
      }
    }
  }
}
