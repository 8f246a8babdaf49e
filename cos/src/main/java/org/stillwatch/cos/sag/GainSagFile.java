package org.stillwatch.cos.sag;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.Column;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsReader;
import org.stillwatch.formats.fits.FitsTable;
import org.stillwatch.formats.fits.FitsWriter;

/**
 * A gain-sag table as a FITS file (GSAGTAB), which calcos and the calibration archive take. calcos
 * fails on an extension without rows, so one without regions has a row that covers no pixel; such
 * rows are no regions when a file is read.
 */
public final class GainSagFile {
  /** Letters of DESCRIP, as the archive demands. */
  private static final int DESCRIP_LENGTH = 67;

  private static final DateTimeFormatter CREATED = utc("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter NAMED = utc("uuuu-MM-dd'T'HH-mm-ss.SSSSSS");
  private static final DateTimeFormatter DAY = utc("uuuu-MM-dd");
  private static final DateTimeFormatter PEDIGREE_DAY = utc("dd/MM/uuuu");

  /** What calcos knows such a file by. */
  private static final String FILETYPE = "GAIN SAG REFERENCE TABLE";

  /** The row of an extension without regions: it covers no pixel. */
  private static final Region NOTHING = new Region(0, 0, 0, 0, 0, Region.SAGGED);

  private GainSagFile() {}

  /**
   * The name of a table: {@code gsag_filter_2026-11-22T01-02-03.456789.fits}, by date {@code
   * gsag_smov_to_57322.0_filter.fits}, with {@code _blue} at its end for the blue modes.
   */
  public static String name(Selection selection, Instant created) {
    var stem =
        selection
            .until()
            .map(date -> "gsag_smov_to_" + date.days() + (selection.filter() ? "_filter" : ""))
            .orElseGet(
                () -> "gsag_" + (selection.filter() ? "filter_" : "") + NAMED.format(created));
    return stem + (selection.blue() ? "_blue" : "") + ".fits";
  }

  /**
   * Writes a table under its name; another product of that name stays as it is.
   *
   * @throws CosProblem when it cannot be written, or a file of its name is there
   */
  public static Product create(
      Path directory, GainSagTable table, Selection selection, Provenance provenance) {
    return Product.create(
        directory.resolve(name(selection, provenance.created())),
        provenance,
        out -> write(out, table, selection, provenance));
  }

  /** Writes the bytes of a table: the same from the same provenance. */
  public static void write(
      OutputStream out, GainSagTable table, Selection selection, Provenance provenance)
      throws IOException {
    var writer = new FitsWriter(out);
    writer.primary(primary(selection, provenance));
    for (var extension : table.extensions()) {
      writer.table(cards(extension), columns(extension));
    }
  }

  private static List<Card> primary(Selection selection, Provenance provenance) {
    var created = provenance.created();
    var asOf = selection.until().map(Mjd::instant).orElse(created);
    var descrip =
        (selection.blue()
                ? "Blue-mode gain-sag regions as of "
                : "Gives locations of gain-sag regions as of ")
            + DAY.format(asOf);
    return List.of(
        Card.of("DATE", CREATED.format(created), "Creation UTC (CCCC-MM-DD) date"),
        Card.of("TELESCOP", "HST"),
        Card.of("INSTRUME", "COS"),
        Card.of("DETECTOR", "FUV"),
        Card.of("COSCOORD", "USER"),
        Card.of("VCALCOS", "2.0"),
        Card.of("USEAFTER", "May 11 2009 00:00:00"),
        Card.of("CENWAVE", selection.blue() ? "BETWEEN 1055 1097" : "N/A"),
        Card.of("PEDIGREE", "INFLIGHT 25/05/2009 " + PEDIGREE_DAY.format(asOf)),
        Card.of("FILETYPE", FILETYPE),
        Card.of("DESCRIP", descrip + "-".repeat(DESCRIP_LENGTH - descrip.length())),
        Card.comment("= 'This file was created by Stillwatch " + provenance.code() + "'"),
        Card.history("Flagged regions in higher voltages have been backwards populated"),
        Card.history("to all lower HV levels for the same segment."),
        Card.history(""),
        Card.history("A region will be flagged as bad when the detected"),
        Card.history("flux is found to drop by 5%. This happens when"),
        Card.history("the measured modal gain of a region falls to"),
        Card.history("3 given current lower pulse height filtering."));
  }

  private static List<Card> cards(GainSagTable.Extension extension) {
    return List.of(
        Card.comment(""),
        Card.comment("  *** End of mandatory fields ***"),
        Card.comment(""),
        Card.of("SEGMENT", extension.segment().name()),
        Card.of(levelKeyword(extension.segment()), extension.hv(), "High voltage level"),
        Card.comment(""),
        Card.comment("  *** Column formats ***"),
        Card.comment(""));
  }

  private static List<Column> columns(GainSagTable.Extension extension) {
    var rows = extension.regions().isEmpty() ? List.of(NOTHING) : extension.regions();
    return List.of(
        new Column.Doubles("DATE", "MJD", rows.stream().mapToDouble(Region::date).toArray()),
        new Column.Ints("LX", "pixel", rows.stream().mapToInt(Region::lx).toArray()),
        new Column.Ints("LY", "pixel", rows.stream().mapToInt(Region::ly).toArray()),
        new Column.Ints("DX", "pixel", rows.stream().mapToInt(Region::dx).toArray()),
        new Column.Ints("DY", "pixel", rows.stream().mapToInt(Region::dy).toArray()),
        new Column.Ints("DQ", "", rows.stream().mapToInt(Region::dq).toArray()));
  }

  private static String levelKeyword(Segment segment) {
    return "HVLEVEL" + segment.letter();
  }

  /**
   * Reads a table of whatever origin, packed by gzip or not. Its extensions keep their order; which
   * is which is told by SEGMENT and HVLEVELA or HVLEVELB.
   *
   * @throws CosProblem when it is no gain-sag table that can be used
   */
  public static GainSagTable read(Path file) {
    try (var reader = FitsReader.open(file)) {
      var primary = reader.next().orElseThrow(() -> new FitsProblem("is empty"));
      var filetype = primary.text("FILETYPE").orElse("");
      if (!filetype.equals(FILETYPE)) {
        throw new FitsProblem(
            "has FILETYPE '%s' where a gain-sag table has '%s'".formatted(filetype, FILETYPE));
      }
      var extensions = new ArrayList<GainSagTable.Extension>();
      var levels = new HashSet<String>();
      for (var header = reader.next(); header.isPresent(); header = reader.next()) {
        var extension = extension(header.get(), reader);
        var level = extension.segment() + " " + extension.hv();
        if (!levels.add(level)) {
          throw new FitsProblem("has two extensions for " + level);
        }
        extensions.add(extension);
      }
      return new GainSagTable(extensions);
    } catch (FitsProblem e) {
      throw new CosProblem(file + " is of no use as a gain-sag table: " + e.getMessage(), e);
    }
  }

  private static GainSagTable.Extension extension(FitsHeader header, FitsReader reader) {
    var segment =
        header
            .text("SEGMENT")
            .flatMap(Segment::of)
            .orElseThrow(() -> problem(header, "SEGMENT", header.text("SEGMENT"), "FUVA or FUVB"));
    var level = header.integer(levelKeyword(segment));
    if (level.isEmpty()) {
      throw problem(header, levelKeyword(segment), Optional.empty(), "a high-voltage level");
    }
    return new GainSagTable.Extension(segment, level.getAsInt(), regions(reader.table()));
  }

  private static FitsProblem problem(
      FitsHeader header, String keyword, Optional<String> found, String expected) {
    return new FitsProblem(
        "has %s in extension %d where %s is expected"
            .formatted(
                found.map(value -> keyword + " '" + value + "'").orElse("no " + keyword),
                header.part(),
                expected));
  }

  private static List<Region> regions(FitsTable table) {
    var date = table.reals("DATE");
    var lx = table.integers("LX");
    var ly = table.integers("LY");
    var dx = table.integers("DX");
    var dy = table.integers("DY");
    var dq = table.integers("DQ");
    var regions = new ArrayList<Region>(table.rows());
    for (int i = 0; i < table.rows(); i++) {
      if (dx.get(i) > 0 && dy.get(i) > 0) {
        regions.add(new Region(date.get(i), lx.get(i), ly.get(i), dx.get(i), dy.get(i), dq.get(i)));
      }
    }
    return regions;
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
