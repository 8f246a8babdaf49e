package org.stillwatch.cos.maps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.FitsWriter;
import org.stillwatch.formats.fits.Pixels;

/**
 * A total gain map as a FITS file in native pixels: images FUVAINIT, FUVBINIT, FUVALAST and
 * FUVBLAST, numbers of 32 bits (the third decimal of a gain is what counts, and a file has 64
 * million pixels).
 */
public final class TotalGainFile {
  private TotalGainFile() {}

  /**
   * Writes it, in place of an older one.
   *
   * @param file usually {@link Painting#fileName} in the folder of the maps
   * @param cciDirectory where the gain maps were, for the header
   * @throws CosProblem when it cannot be written
   */
  public static Product replace(
      Path file, TotalGain total, Painting painting, String cciDirectory, Provenance provenance) {
    return Product.replace(
        file, provenance, out -> write(out, total, painting, cciDirectory, provenance));
  }

  /** Writes the bytes: the same from the same provenance. */
  public static void write(
      OutputStream out,
      TotalGain total,
      Painting painting,
      String cciDirectory,
      Provenance provenance)
      throws IOException {
    var writer = new FitsWriter(out);
    writer.primary(primary(painting, cciDirectory, provenance));
    for (var segment : Segment.values()) {
      image(writer, segment + "INIT", total, total.layers(segment).init());
    }
    for (var segment : Segment.values()) {
      image(writer, segment + "LAST", total, total.layers(segment).last());
    }
  }

  private static void image(FitsWriter writer, String name, TotalGain total, float[] gain)
      throws IOException {
    writer.image(
        name,
        Pixels.of(total.width(), gain).enlarged(Superpixels.X_BINNING, Superpixels.Y_BINNING),
        List.of());
  }

  private static List<Card> primary(Painting painting, String cciDirectory, Provenance provenance) {
    var cards = new ArrayList<Card>(Headers.OF_THE_DETECTOR);
    cards.add(Card.of("OPT_ELEM", "ANY"));
    cards.add(Card.of("FILETYPE", "GAINMAP"));
    cards.add(Card.of("EXPSTART", painting.start().days(), "no map that starts earlier (MJD)"));
    cards.add(Card.of("EXP_END", painting.end().days(), "no map that starts later (MJD)"));
    cards.add(Card.of("CCI_DIR", cciDirectory));
    cards.add(
        painting.level().isPresent()
            ? Card.of("HVLEVEL", painting.level().getAsInt())
            : Card.of("HVLEVEL", painting.levelName()));
    cards.add(Card.of("DATEMADE", Headers.day(provenance.created())));
    cards.add(Card.of("HVMIN", painting.lowestHv(), "no map of a lower level"));
    cards.add(Card.of("HVMAX", painting.highestHv(), "no map of a higher level"));
    cards.add(Card.of("PAINTED", painting.rule().name(), "what makes a map cover older ones"));
    cards.add(Card.of("SCALED", painting.scaled(), "gain shifted to HVLEVEL"));
    return cards;
  }
}
