package org.stillwatch.app.cos;

import java.util.ArrayList;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.figure.Region;
import org.stillwatch.cos.figure.Regions;
import org.stillwatch.cos.sag.Flagging;

/** The superpixels of one map whose gain is at the limit or below. */
final class Sagged {
  private Sagged() {}

  static Regions of(GainMap map) {
    var regions = new ArrayList<Region>();
    for (int i = 0; i < map.gain().length; i++) {
      double gain = GainMap.rounded(map.gain()[i]);
      if (gain > 0 && gain <= Flagging.MODAL_GAIN_LIMIT) {
        regions.add(
            new Region(
                map.cci().expstart(),
                i % map.width() * Superpixels.X_BINNING,
                i / map.width() * Superpixels.Y_BINNING,
                Superpixels.X_BINNING,
                Superpixels.Y_BINNING));
      }
    }
    return Regions.of("Gain 3 or less", regions);
  }
}
