package org.stillwatch.app.cos;

import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.stillwatch.cos.catalogue.CciEntry;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.monitor.CciMonitor;
import org.stillwatch.cos.monitor.Monitor;
import org.stillwatch.cos.monitor.ProjectedBadRecipe;
import org.stillwatch.cos.product.Product;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the monitors. */
@Command(
    name = "monitors",
    aliases = "cm_monitors",
    description = {
      "Makes all that belongs to the monitors of the detector: pulse-height images, hot spots,",
      "new gain-sag tables, total gain maps, figures. Prints every path. What cannot be made is",
      "told, and the exit code is 1."
    },
    footer = {"", "Example: stillwatch cos monitors --settings cos.yaml"})
final class MonitorsCommand implements Callable<Integer> {

  private static final List<Monitor> MONITORS = List.of(new CciMonitor());

  @Mixin private Working working = new Working();

  @Option(
      names = "--projections",
      description =
          "also when each superpixel is going to sag, by its trend: proj_bad files of 400 MB for"
              + " each segment and level")
  private boolean projections;

  @Override
  public Integer call() {
    var settings = working.settings();
    try (var log = new CosLog(working.out(), settings.monitors(), InstantSource.system());
        var place = working.place(settings)) {
      var told = new Logged(log);
      var bench = place.bench();
      var now = place.now();
      for (var monitor : MONITORS) {
        log.info("monitor " + monitor.title());
        monitor.run(bench, now, told);
      }
      if (projections) {
        for (var level : levels(bench.images())) {
          level.make(bench, bench.folders().images(), now).ifPresent(told::made);
        }
      }
      log.info(told.made + " products, " + told.failed + " that could not be made");
      return told.failed == 0 ? 0 : 1;
    }
  }

  private static List<ProjectedBadRecipe> levels(List<CciEntry> images) {
    var levels = new TreeMap<String, ProjectedBadRecipe>();
    for (var segment : Segment.values()) {
      images.stream()
          .map(CciEntry::header)
          .filter(header -> header.segment() == segment && header.hvKnown())
          .forEach(
              header ->
                  levels.put(
                      segment + " " + header.dethv(),
                      new ProjectedBadRecipe(segment, header.dethv())));
    }
    return List.copyOf(levels.values());
  }

  /** What monitors tell, in the log. */
  private static final class Logged implements Monitor.Told {
    private final CosLog log;
    private int made;
    private int failed;

    Logged(CosLog log) {
      this.log = log;
    }

    @Override
    public void made(Product product) {
      made++;
      log.info(product.file().toString());
    }

    @Override
    public void leftOut(String sentence) {
      log.info(sentence);
    }

    @Override
    public void failed(String sentence) {
      failed++;
      log.warning(sentence);
    }
  }
}
