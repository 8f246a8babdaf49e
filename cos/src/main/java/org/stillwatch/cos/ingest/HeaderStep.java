package org.stillwatch.cos.ingest;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.stillwatch.cos.catalogue.FileKind;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.cos.detector.Segment;

/**
 * Keeps numbers of the first extension's header, each under its own name.
 *
 * @param whole whole numbers
 * @param real other numbers
 * @param sentinels numbers that stand for themselves where the header does not say them
 */
record HeaderStep(
    String table, FileKind kind, List<String> whole, List<String> real, List<String> sentinels)
    implements IngestStep {
  /** What stands for an error of a position that the header does not say. */
  private static final double NO_ERROR = -999.9;

  /** The five tables of headers. */
  static List<IngestStep> all() {
    return List.of(
        raw(Segment.FUVA, FileKind.RAWTAG_A),
        raw(Segment.FUVB, FileKind.RAWTAG_B),
        corrected(Segment.FUVA, FileKind.CORRTAG_A),
        corrected(Segment.FUVB, FileKind.CORRTAG_B),
        new HeaderStep(
            "nuv_corr_headers",
            FileKind.CORRTAG,
            List.of(),
            Stream.concat(
                    Stream.of("shift1", "shift2", "sp_loc_", "sp_off_", "sp_nom_", "sp_hgt_")
                        .flatMap(name -> Stream.of(name + "a", name + "b", name + "c")),
                    Stream.of("exptime"))
                .toList(),
            List.of()));
  }

  private static IngestStep raw(Segment segment, FileKind kind) {
    var x = letter(segment);
    return new HeaderStep(
        segment.name().toLowerCase(Locale.ROOT) + "_raw_headers",
        kind,
        List.of("hvlevel" + x),
        List.of("rawtime", "nevents" + x, "devent" + x, "fevent" + x),
        List.of());
  }

  private static IngestStep corrected(Segment segment, FileKind kind) {
    var x = letter(segment);
    return new HeaderStep(
        segment.name().toLowerCase(Locale.ROOT) + "_corr_headers",
        kind,
        List.of(),
        List.of(
            "shift1" + x,
            "shift2" + x,
            "sp_loc_" + x,
            "sp_off_" + x,
            "sp_nom_" + x,
            "sp_hgt_" + x,
            "exptime"),
        List.of("sp_err_" + x));
  }

  private static String letter(Segment segment) {
    return String.valueOf(segment.letter()).toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean takes(FileName name) {
    return name.kind() == kind;
  }

  @Override
  public String recipe() {
    return table + " 1";
  }

  @Override
  public List<Row> rows(ExposureFile file) {
    var header = file.extension();
    var row = Row.of(table);
    whole.forEach(column -> row.with(column, header.integer(column.toUpperCase(Locale.ROOT))));
    real.forEach(column -> row.with(column, header.real(column.toUpperCase(Locale.ROOT))));
    sentinels.forEach(
        column -> row.with(column, header.real(column.toUpperCase(Locale.ROOT)).orElse(NO_ERROR)));
    return List.of(row.build());
  }
}
