package org.stillwatch.cos.gain;

import static org.stillwatch.cos.detector.Superpixels.X_BINNING;
import static org.stillwatch.cos.detector.Superpixels.Y_BINNING;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.Column;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsStream;
import org.stillwatch.formats.fits.FitsWriter;
import org.stillwatch.formats.fits.GzipStream;
import org.stillwatch.formats.fits.Pixels;

/**
 * A gain map as a FITS file: {@code SOURCE_gainmap.fits.gz}, with the header of its CCI, the names
 * of the exposures, and images of gain, counts, charge and the groups of pulse heights. Nothing in
 * it depends on when or where it was written.
 */
public final class GainMapFile {
  static final String GAIN = "MOD_GAIN";
  static final String COUNTS = "COUNTS";
  static final String SOURCE = "SRC_FILE";

  private static final int FILE_NAME_LENGTH = 24;

  /** Of gzip: fast, as a file is 20 times smaller at any level. */
  static final int COMPRESSION = 1;

  private GainMapFile() {}

  /** The name of the map of a CCI, given without extensions. */
  public static String name(String source) {
    return source + "_gainmap.fits.gz";
  }

  /** Writes a map, packed by gzip; the stream stays open. */
  public static void write(FullGainMap full, OutputStream out) throws IOException {
    var gzip = new GzipStream(out, COMPRESSION);
    var fits = new FitsWriter(gzip);
    var map = full.map();
    fits.primary(header(full));
    int length = full.files().stream().mapToInt(String::length).max().orElse(0);
    fits.table(
        List.of(Card.of("EXTNAME", "FILES", "extension name")),
        List.of(new Column.Texts("files", "", Math.max(FILE_NAME_LENGTH, length), full.files())));
    fits.image(GAIN, Pixels.of(map.width(), map.gain()), List.of(Card.of("BUNIT", "PHA bin")));
    fits.image(COUNTS, Pixels.of(map.width(), map.counts()), List.of(Card.of("BUNIT", "count")));
    fits.image("CHARGE", Pixels.of(map.width(), full.charge()), List.of(Card.of("BUNIT", "C")));
    for (var group : PlaneGroup.values()) {
      fits.image(
          group.label(),
          Pixels.of(map.width(), full.plane(group)),
          List.of(Card.of("BUNIT", "count")));
    }
    gzip.finish();
  }

  private static List<Card> header(FullGainMap full) {
    var cci = full.map().cci();
    var cards = new ArrayList<Card>();
    cards.add(Card.of("TELESCOP", "HST"));
    cards.add(Card.of("INSTRUME", "COS"));
    cards.add(Card.of("DETECTOR", cci.detector()));
    cards.add(Card.of("OPT_ELEM", "ANY"));
    cards.add(Card.of("FILETYPE", "GAINMAP"));
    cards.add(Card.of("XBINNING", X_BINNING, "native pixels of a superpixel along x"));
    cards.add(Card.of("YBINNING", Y_BINNING, "native pixels of a superpixel along y"));
    cards.add(Card.of(SOURCE, cci.source(), "CCI, without extensions"));
    cards.add(Card.of("SEGMENT", cci.segment().name()));
    cards.add(Card.of("EXPSTART", cci.expstart(), "MJD"));
    cards.add(Card.of("EXPEND", cci.expend(), "MJD"));
    cards.add(Card.of("EXPTIME", cci.exptime(), "s"));
    cards.add(Card.of("NUMFILES", cci.numfiles(), "exposures"));
    cards.add(Card.of("COUNTS", cci.counts()));
    cards.add(Card.of("DETHV", cci.dethv(), "high-voltage level"));
    for (var group : PlaneGroup.values()) {
      cards.add(
          Card.of(
              group.label().toUpperCase(Locale.ROOT),
              full.filled(group),
              "non-zero superpixels, PHA %d to %d".formatted(group.first(), group.last())));
    }
    cards.add(Card.of("OBSMODE", cci.obsmode()));
    cci.brftab().ifPresent(table -> cards.add(Card.of("BRFTAB", table)));
    return cards;
  }

  /**
   * Reads gain and counts of a map, and what its header says of the CCI.
   *
   * @throws CosProblem in one sentence, when it is no gain map, is damaged or cannot be read
   */
  public static GainMap read(Path file) {
    var parts = new GainMapParts();
    try {
      FitsStream.read(file, parts);
      return parts.map();
    } catch (FitsProblem e) {
      throw new CosProblem("%s: %s; it is not read".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new CosProblem("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
