package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.figure.MapPicture;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsReader;

/**
 * The newest gains of a total map's file, to be drawn.
 *
 * @param pictures of each segment
 */
record TotalMap(Map<Segment, MapPicture> pictures) {

  MapPicture of(Segment segment) {
    return Optional.ofNullable(pictures.get(segment)).orElseThrow();
  }

  /**
   * Reads it, thinned to superpixels.
   *
   * @throws CosProblem when it is no total map
   */
  static TotalMap read(Path file) {
    var pictures = new EnumMap<Segment, MapPicture>(Segment.class);
    try (var reader = FitsReader.open(file)) {
      var primary = reader.next().orElseThrow(() -> new FitsProblem("is empty"));
      boolean seen = primary.text("PAINTED").filter("COUNTS"::equals).isPresent();
      for (var part = reader.next(); part.isPresent(); part = reader.next()) {
        var name = part.get().text("EXTNAME").orElse("");
        for (var segment : Segment.values()) {
          if (name.equals(segment + "LAST")) {
            var image = reader.image(Superpixels.X_BINNING, Superpixels.Y_BINNING);
            pictures.put(
                segment,
                seen
                    ? MapPicture.of(image.width(), image.height(), image.pixels())
                    : MapPicture.painted(image.width(), image.height(), image.pixels()));
            break;
          }
        }
      }
    } catch (FitsProblem e) {
      throw new CosProblem(file + " is of no use as a total gain map: " + e.getMessage(), e);
    }
    if (pictures.size() < Segment.values().length) {
      throw new CosProblem(
          file + " is of no use as a total gain map: it has no images FUVALAST and FUVBLAST");
    }
    return new TotalMap(pictures);
  }
}
