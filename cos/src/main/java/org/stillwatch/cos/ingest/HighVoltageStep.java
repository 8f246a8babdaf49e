package org.stillwatch.cos.ingest;

import java.util.List;
import org.stillwatch.cos.catalogue.FileKind;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.formats.fits.FitsProblem;

/** The high voltage of one segment during an exposure. */
final class HighVoltageStep implements IngestStep {
  /** An exposure without a level. */
  private static final int NONE = -1;

  @Override
  public String table() {
    return "high_voltage";
  }

  @Override
  public boolean takes(FileName name) {
    return name.kind() == FileKind.RAWTAG_A || name.kind() == FileKind.RAWTAG_B;
  }

  @Override
  public String recipe() {
    return "high_voltage 1";
  }

  @Override
  public List<Row> rows(ExposureFile file) {
    var segment = file.name().kind() == FileKind.RAWTAG_A ? Segment.FUVA : Segment.FUVB;
    var header = file.extension();
    var keyword = "HVLEVEL" + segment.letter();
    int level =
        header
            .integer(keyword)
            .orElseThrow(() -> new FitsProblem("extension 1: has no " + keyword));
    if (level == NONE) {
      return List.of();
    }
    return List.of(
        Row.of(table())
            .with("expstart", header.real("EXPSTART"))
            .with("segment", segment.name())
            .with("dethvl", header.real("DETHVL" + segment.letter()))
            .with("dethvc", header.real("DETHVC" + segment.letter()))
            .with("dethvn", header.real("DETHVN" + segment.letter()))
            .with("hvlevel", level)
            .build());
  }
}
