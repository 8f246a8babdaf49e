package org.stillwatch.cos.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.stillwatch.cos.catalogue.FileKind;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.cos.ingest.LampTables.Setting;
import org.stillwatch.cos.ingest.LampTables.Shift;
import org.stillwatch.formats.fits.FitsProblem;

/**
 * How far the spectra of the calibration lamp were shifted: one row for each flash and segment
 * (FUV) or stripe (NUV). Flashes of a segment are counted from 1, by the segment that a row names.
 */
final class LampflashStep implements IngestStep {
  /** The position of the grating without offset. */
  private static final int MIDDLE_FPPOS = 3;

  private final LampTables lamps;
  private final String recipe;

  LampflashStep(LampTables lamps) {
    this.lamps = lamps;
    recipe = "lampflash 1, " + lamps.recipe();
  }

  @Override
  public String table() {
    return "lampflash";
  }

  @Override
  public boolean takes(FileName name) {
    return name.kind() == FileKind.LAMPFLASH;
  }

  @Override
  public String recipe() {
    return recipe;
  }

  @Override
  public boolean wantsTable() {
    return true;
  }

  @Override
  public List<Row> rows(ExposureFile file) {
    var lamptab = text(file, "LAMPTAB");
    var element = text(file, "OPT_ELEM");
    int cenwave = whole(file, "CENWAVE");
    int fppos = whole(file, "FPPOS");
    var table = file.table();
    var segments = table.texts("SEGMENT");
    var along = table.reals("SHIFT_DISP");
    var across = table.reals("SHIFT_XDISP");
    var found = table.flags("SPEC_FOUND");
    var flashes = new HashMap<String, Integer>();
    var rows = new ArrayList<Row>();
    for (int i = 0; i < table.rows(); i++) {
      var segment = segments.get(i);
      var setting = new Setting(segment, element, cenwave, fppos - MIDDLE_FPPOS);
      rows.add(
          ShiftRow.of(table(), file)
              .with("segment", segment)
              .with("lamptab", lamptab)
              .with("fppos", fppos)
              .with("flash", flashes.merge(segment, 1, Integer::sum))
              .with("x_shift", shift(file, lamptab, setting, along.get(i)))
              .with("y_shift", finite(across.get(i)))
              .with("found", found.get(i))
              .build());
    }
    return rows;
  }

  private OptionalDouble shift(
      ExposureFile file, String lamptab, Setting setting, double shiftDisp) {
    return switch (lamps.shift(lamptab, setting)) {
      case Shift.Known(double pixels) -> finite(shiftDisp - pixels);
      case Shift.Unknown(var why) -> {
        file.note(why);
        yield OptionalDouble.empty();
      }
    };
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value)
        ? OptionalDouble.of(ShiftRow.rounded(value))
        : OptionalDouble.empty();
  }

  private static String text(ExposureFile file, String keyword) {
    return file.primary()
        .text(keyword)
        .orElseThrow(() -> new FitsProblem("primary header: has no " + keyword));
  }

  private static int whole(ExposureFile file, String keyword) {
    return file.primary()
        .integer(keyword)
        .orElseThrow(() -> new FitsProblem("primary header: has no " + keyword));
  }
}
