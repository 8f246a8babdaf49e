package org.stillwatch.cos.figure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.product.Provenance;

/**
 * Writes each figure into the folder of its argument, to look at them. A second argument is a file
 * of 2048 by 512 big-endian floats, a map of gain; without it one is made up.
 */
final class LookAtFigures {
  private static final Provenance PROVENANCE =
      new Provenance("figure", Instant.EPOCH, "look", List.of(), new TreeMap<>());

  private LookAtFigures() {}

  public static void main(String[] args) throws IOException {
    var to = Path.of(args[0]);
    var gain = args.length > 1 ? read(Path.of(args[1])) : Samples.trace();
    var map = MapPicture.painted(Superpixels.WIDTH, Superpixels.HEIGHT, gain);
    var sagged = Samples.sagged(gain);
    var few = Regions.of("zbn1927gl_gsag.fits", sagged.regions().subList(0, 250));
    var shifted = new ArrayList<>(sagged.regions().subList(40, sagged.regions().size()));
    shifted.add(new Region(58000, 6000, 640, 400, 60));
    var newer = Regions.of("gsag_filter_2026-11-22T01-02-03.123456.fits", shifted);
    var older = Regions.of("zbn1927gl_gsag.fits", sagged.regions());
    var from = new Mjd(58000);
    var until = new Mjd(58014.25);
    var x1d =
        List.of(
            Samples.extraction("ldi1a2b3q_x1d.fits", 500),
            Samples.extraction("lcxe01dgq_x1d.fits", 540));
    var both = new SegmentMap(map, newer, x1d);
    var plain = new SegmentMap(map, newer, List.of());
    var none =
        new SegmentMap(
            MapPicture.missing("total_gain_164.fits is not there; run cm_monitors to make it."),
            Regions.noLevel(
                "zbn1927gl_gsag.fits", Segment.FUVB, 164, Samples.levels(0, 100, 163, 167, 169)),
            List.of());
    for (var figure :
        List.of(
            new ByDateFigure(Segment.FUVB, 163, from, until, map, few, Optional.empty()),
            new ByDateFigure(Segment.FUVA, 163, from, until, map, few, Optional.of(older)),
            new ResidualFigure(Segment.FUVB, 163, map, newer, older),
            new DeliveryFigure("zbn1927gl_gsag.fits", 163, plain, plain),
            new DeliveryFigure("zbn1927gl_gsag.fits", 164, plain, none),
            new CumulativeFigure(Segment.FUVA, 163, map),
            new OverplotFigure("gsag_filter.fits", 163, false, both, both),
            new ComparisonFigure(163, both, older, both, older),
            new CciFigure(Samples.cci(gain), Samples.sagged(gain)))) {
      long start = System.nanoTime();
      System.out.println(figure.write(to, PROVENANCE).file());
      System.out.println((System.nanoTime() - start) / 1_000_000 + " ms");
    }
    for (var spot :
        List.of(
            Samples.hotSpot(Segment.FUVA, 163, 167, 169, 171, 173, 178, 170),
            Samples.hotSpot(Segment.FUVB, 163),
            new HotSpot(Segment.FUVB, 1001, 241, List.of()))) {
      var page = HotSpotPages.write(to.resolve("hotspots"), spot, PROVENANCE);
      System.out.println(page.file());
    }
  }

  private static float[] read(Path file) throws IOException {
    var floats = ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
    var gain = new float[floats.remaining()];
    floats.get(gain);
    return gain;
  }
}
