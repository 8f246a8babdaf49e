package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stillwatch.cos.catalogue.CciEntry;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.HotSpot;
import org.stillwatch.cos.figure.HotSpotPages;
import org.stillwatch.cos.maps.Painting;
import org.stillwatch.cos.maps.PhaPair;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.sag.HotSpots;
import org.stillwatch.cos.sag.Pixel;
import org.stillwatch.cos.sag.Selection;

/**
 * The gain of the detector: pulse-height images, hot spots, new gain-sag tables, total maps, and
 * their figures.
 */
public final class CciMonitor implements Monitor {

  /** Levels that figures are drawn of. */
  public static final List<Integer> DRAWN = List.of(163, 167, 169, 171, 173, 175, 178);

  /** Hot spots whose measurements are in memory at once. */
  private static final int TOGETHER = 200;

  @Override
  public String title() {
    return "CCI";
  }

  @Override
  public void run(Bench bench, Instant created, Told told) {
    new Round(bench, created, told).all();
  }

  /** One round of the monitor. */
  private static final class Round {
    private final Bench bench;
    private final Instant created;
    private final Told told;
    private final Folders folders;

    Round(Bench bench, Instant created, Told told) {
      this.bench = bench;
      this.created = created;
      this.told = told;
      folders = bench.folders();
    }

    void all() {
      phaImages();
      hotSpots();
      totals();
      var table = make(new TableRecipe(Selection.FILTERED), folders.images());
      var blue = make(new TableRecipe(Selection.FILTERED.inBlue()), folders.images());
      for (int hv : drawn()) {
        webFigures(hv);
        table.ifPresent(made -> overplot(made.file(), hv, false));
        blue.ifPresent(made -> overplot(made.file(), hv, true));
        table.ifPresent(made -> comparison(made.file(), hv));
      }
      table.ifPresent(made -> report(bench.references().table(), made.file(), false));
      blue.ifPresent(made -> report(bench.references().blueTable(), made.file(), true));
    }

    private Optional<Product> make(Recipe recipe, Path folder) {
      try {
        var product = recipe.make(bench, folder, created);
        product.ifPresent(told::made);
        return product;
      } catch (CosProblem e) {
        told.failed(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    private void phaImages() {
      var pairing = PhaPair.pair(bench.images().stream().map(CciEntry::header).toList());
      pairing
          .skipped()
          .forEach(
              skipped ->
                  told.leftOut("no PHA image of " + skipped.source() + ": it " + skipped.reason()));
      pairing.pairs().forEach(pair -> make(new PhaImageRecipe(pair.time()), folders.images()));
    }

    /** Pages of what is no hot spot any more go first. */
    private void hotSpots() {
      try {
        var pixels = new TreeSet<Pixel>();
        bench.catalogue().lowGains(low -> pixels.addAll(HotSpots.of(List.of(low))));
        HotSpotPages.removeAllBut(
            pixels.stream()
                .map(pixel -> HotSpot.fileName(pixel.segment(), pixel.x(), pixel.y()))
                .collect(Collectors.toSet()),
            folders.hotSpots());
        var left = List.copyOf(pixels);
        for (int from = 0; from < left.size(); from += TOGETHER) {
          var some = left.subList(from, Math.min(left.size(), from + TOGETHER));
          bench.measure(some);
          some.forEach(pixel -> make(new HotSpotRecipe(pixel), folders.hotSpots()));
        }
      } catch (CosProblem e) {
        told.failed(String.valueOf(e.getMessage()));
      }
    }

    /** Of each level with an image, and of all together; a map is a quarter of a gigabyte. */
    private void totals() {
      Painting.usual().forEach(painting -> make(new TotalGainRecipe(painting), folders.images()));
    }

    /** Levels to draw that there is a map of; says which there is none of. */
    private List<Integer> drawn() {
      var levels =
          bench.totalLevels().stream()
              .filter(hv -> bench.images().stream().anyMatch(image -> image.header().dethv() == hv))
              .toList();
      var drawn = DRAWN.stream().filter(levels::contains).toList();
      if (drawn.size() < DRAWN.size()) {
        told.leftOut(
            "no figures of HV "
                + String.join(
                    ", ",
                    DRAWN.stream().filter(hv -> !levels.contains(hv)).map(String::valueOf).toList())
                + ": there are no total maps of those levels");
      }
      return drawn;
    }

    private void webFigures(int hv) {
      for (var segment : Segment.values()) {
        make(new CumulativeRecipe(segment, hv), folders.images());
        folders.web().ifPresent(web -> make(new CumulativeRecipe(segment, hv), web.resolve("cci")));
      }
    }

    private void overplot(Path table, int hv, boolean blue) {
      make(new OverplotRecipe(table, hv, blue), folders.images());
    }

    private void comparison(Path table, int hv) {
      bench
          .references()
          .table()
          .ifPresent(inUse -> make(new ComparisonRecipe(inUse, table, hv), folders.images()));
    }

    private void report(Optional<Path> inUse, Path table, boolean blue) {
      inUse.ifPresent(old -> make(new ReportRecipe(old, table, blue), folders.comparisons()));
    }
  }
}
