package org.stillwatch.cos.sag;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.HighVoltage;
import org.stillwatch.cos.detector.Measurement;

/**
 * Says which flagged superpixels recovered: in the rows of lifetime position 4 and native columns
 * 1000 to 15000, when the newest measurement that counts is above the limit. It is a function of
 * all measurements, so what sags again is flagged again.
 */
public final class Recovery {
  private static final int FIRST_NATIVE_X = 1000;
  private static final int LAST_NATIVE_X = 15000;

  /** By time; at one time by name, then level and gain, so that no order of input matters. */
  private static final Comparator<Measurement> BY_TIME =
      Comparator.comparingDouble(Measurement::expstart)
          .thenComparing(Measurement::source)
          .thenComparingInt(Measurement::hv)
          .thenComparingDouble(Measurement::gain);

  private Recovery() {}

  /** A flag there may recover; elsewhere it stays. */
  public static boolean inWindow(Pixel pixel) {
    return pixel.inLp4Rows()
        && pixel.nativeX() >= FIRST_NATIVE_X
        && pixel.nativeX() <= LAST_NATIVE_X;
  }

  /** The pixels whose measurements {@link #mark} asks for, at every level. */
  public static SortedSet<Pixel> pixels(Iterable<Flag> flags) {
    var pixels = new TreeSet<Pixel>();
    for (var flag : flags) {
      var pixel = Pixel.of(flag);
      if (inWindow(pixel)) {
        pixels.add(pixel);
      }
    }
    return pixels;
  }

  /**
   * The same flags in the same order, each recovered or not.
   *
   * @param measurements at least all of {@link #pixels}; others do no harm
   */
  public static List<Flag> mark(
      List<Flag> flags, Iterable<Measurement> measurements, RecoveryRule rule) {
    Map<Pixel, NavigableMap<Integer, Measurement>> newest = new HashMap<>();
    pixels(flags).forEach(pixel -> newest.put(pixel, new TreeMap<>()));
    for (var measured : measurements) {
      var levels = newest.get(Pixel.of(measured));
      if (levels != null && HighVoltage.known(measured.hv())) {
        levels.merge(measured.hv(), measured, Recovery::newer);
      }
    }
    return flags.stream()
        .map(flag -> marked(flag, recovered(flag, newest.get(Pixel.of(flag)), rule)))
        .toList();
  }

  private static boolean recovered(
      Flag flag, @Nullable NavigableMap<Integer, Measurement> newest, RecoveryRule rule) {
    if (newest == null) {
      return false;
    }
    var proofs =
        switch (rule) {
          case STRICT -> newest.headMap(flag.hv(), true);
          case LEGACY -> newest;
        };
    return proofs.values().stream()
        .max(BY_TIME)
        .filter(last -> GainMap.rounded(last.gain()) > Flagging.MODAL_GAIN_LIMIT)
        .isPresent();
  }

  private static Measurement newer(Measurement one, Measurement other) {
    return BY_TIME.compare(one, other) >= 0 ? one : other;
  }

  private static Flag marked(Flag flag, boolean recovery) {
    return new Flag(
        flag.segment(), flag.hv(), flag.x(), flag.y(), flag.mjdBelow3(), flag.source(), recovery);
  }
}
