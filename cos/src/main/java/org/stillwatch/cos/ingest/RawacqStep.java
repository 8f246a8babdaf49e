package org.stillwatch.cos.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillwatch.cos.catalogue.FileKind;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsReader;

/**
 * Where the target stood in an acquisition, from the support file beside it. Its quick-look centre
 * is given in pixels of the detector, counted from the other corner.
 */
final class RawacqStep implements IngestStep {
  /** What stands for a centre that was not found. */
  private static final double NOT_FOUND = -999;

  private static final double LAST_PIXEL = 1023;

  private record Centre(double x, double y) {}

  @Override
  public String table() {
    return "rawacqs";
  }

  @Override
  public boolean takes(FileName name) {
    return name.kind() == FileKind.RAWACQ;
  }

  @Override
  public String recipe() {
    return "rawacqs 1";
  }

  @Override
  public List<Row> rows(ExposureFile file) {
    var centre = support(file).flatMap(RawacqStep::centre);
    return List.of(
        ShiftRow.of(table(), file)
            .with("fppos", -1)
            .with("flash", 1)
            .with("found", false)
            .with("x_shift", ShiftRow.rounded(centre.map(Centre::x).orElse(NOT_FOUND)))
            .with("y_shift", ShiftRow.rounded(centre.map(Centre::y).orElse(NOT_FOUND)))
            .build());
  }

  private static Optional<Centre> centre(FitsHeader support) {
    var across = support.real("LQTAYCOR");
    var along = support.real("LQTAXCOR");
    if (across.orElse(0) <= 0) {
      return Optional.empty();
    }
    return Optional.of(new Centre(LAST_PIXEL - across.getAsDouble(), LAST_PIXEL - known(along)));
  }

  private static double known(OptionalDouble along) {
    return along.orElseThrow(() -> new FitsProblem("its support file has LQTAYCOR, no LQTAXCOR"));
  }

  private static Optional<FitsHeader> support(ExposureFile file) {
    for (var name : file.name().companions()) {
      var support = file.file().resolveSibling(name);
      if (Files.exists(support)) {
        return header(file, support.getFileName().toString(), support);
      }
    }
    file.note("has no support file (_spt) beside it; its shift is not known");
    return Optional.empty();
  }

  private static Optional<FitsHeader> header(ExposureFile file, String name, Path support) {
    try (var reader = FitsReader.open(support)) {
      reader.next();
      return reader.next();
    } catch (FitsProblem e) {
      file.note("its support file %s %s; its shift is not known".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }
}
