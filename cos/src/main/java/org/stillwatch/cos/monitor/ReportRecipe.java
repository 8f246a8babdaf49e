package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.sag.ComparisonReport;
import org.stillwatch.cos.sag.TableComparison;

/**
 * What two gain-sag tables say differently, as text.
 *
 * @param blue they are tables for the blue modes
 */
public record ReportRecipe(Path older, Path newer, boolean blue) implements Recipe {

  static final String KIND = "gsag-report";

  private static final String BLUE_NAME = "gsag_report_blue.txt";

  static ReportRecipe of(Parameters words) {
    return new ReportRecipe(words.path("old"), words.path("new"), words.truth("blue"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return Parameters.of("old", older, "new", newer, "blue", blue);
  }

  @Override
  public Optional<Product> make(Bench bench, Path folder, Instant created) {
    var old = ShownTable.read(older);
    var young = ShownTable.read(newer);
    var comparison = TableComparison.of(old.table(), young.table());
    return Optional.of(
        Product.replace(
            folder.resolve(blue ? BLUE_NAME : ComparisonReport.NAME),
            bench.ofFiles(this, created, false, List.of(older, newer)),
            out -> ComparisonReport.write(out, comparison, old.name(), young.name())));
  }
}
