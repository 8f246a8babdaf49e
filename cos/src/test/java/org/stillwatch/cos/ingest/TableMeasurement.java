package org.stillwatch.cos.ingest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.MeasuredCci;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsReader;

/** "Measures" the CCIs of a {@link TestArchive}, whose gains stand in them. */
class TableMeasurement implements CciMeasurement {
  private static final int HEIGHT = 320;

  /** How often each was measured. */
  final SortedMap<String, Integer> measured = new ConcurrentSkipListMap<>();

  String recipe = "table 1";

  /** ACCUM images are damaged. */
  boolean badAccum;

  @Override
  public String recipe() {
    return recipe;
  }

  @Override
  public Measured measure(Path cci, String sha256, Optional<Path> accum) {
    var name = FileName.of(cci.getFileName().toString()).orElseThrow();
    measured.merge(name.stem(), 1, Integer::sum);
    if (badAccum && accum.isPresent()) {
      return new Measured.Unusable("its counts cannot be completed");
    }
    try (var reader = FitsReader.open(cci)) {
      var header = reader.next().orElseThrow();
      if (!header.text("DETECTOR").equals(Optional.of("FUV"))) {
        return new Measured.Unusable("DETECTOR is no FUV");
      }
      if (header.integer("NUMFILES").orElseThrow() == 0) {
        return new Measured.Nothing("NUMFILES is 0, there were no data that week");
      }
      reader.next();
      var table = reader.table();
      var gain = new double[Superpixels.WIDTH * HEIGHT];
      var counts = new int[gain.length];
      var xs = table.integers("X");
      var ys = table.integers("Y");
      var gains = table.reals("GAIN");
      var events = table.integers("COUNTS");
      for (int i = 0; i < table.rows(); i++) {
        int cell = ys.get(i) * Superpixels.WIDTH + xs.get(i);
        gain[cell] = gains.get(i);
        counts[cell] = events.get(i) + (accum.isPresent() ? 1 : 0);
      }
      while (reader.next().isPresent()) {
        // to its end, so that it is known to be whole
      }
      return new Measured.Gain(
          new MeasuredCci(
              new GainMap(
                  new CciHeader(
                      name.stem(),
                      "FUV",
                      Segment.of(header.text("SEGMENT").orElseThrow()).orElseThrow(),
                      "TIME-TAG",
                      header.real("EXPSTART").orElseThrow(),
                      header.real("EXPSTART").orElseThrow() + 7,
                      60_000,
                      12,
                      1_000_000,
                      header.integer("DETHV").orElseThrow(),
                      Optional.of("lref$x1u1459il_brf.fits")),
                  Superpixels.WIDTH,
                  HEIGHT,
                  gain,
                  counts),
              name.stem() + "_gainmap.fits.gz"));
    } catch (FitsProblem e) {
      return new Measured.Unusable(String.valueOf(e.getMessage()));
    }
  }
}
