package org.stillwatch.cos.sag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.HighVoltage;
import org.stillwatch.cos.detector.Segment;

/**
 * The regions of the detector that sagged, for each segment and level of high voltage. A region
 * that sagged at one level is sagged at all lower ones, where the gain is lower still; so each has
 * the flags of its own level and all higher ones, each place with its earliest date.
 */
public record GainSagTable(List<Extension> extensions) {

  /**
   * The levels that a table has an extension for. calcos takes the extension of the level that was
   * commanded, else the next higher one: so all that can be commanded are there.
   */
  public static final List<Integer> LEVELS =
      IntStream.concat(IntStream.of(0, 100), IntStream.rangeClosed(142, 178)).boxed().toList();

  /**
   * The regions at one level; there may be none.
   *
   * @param regions in their order
   */
  public record Extension(Segment segment, int hv, List<Region> regions) {
    public Extension {
      regions = regions.stream().sorted().toList();
    }
  }

  public GainSagTable {
    extensions = List.copyOf(extensions);
  }

  /** The table of these flags: FUVA, then FUVB, at all {@link #LEVELS}. */
  public static GainSagTable of(Iterable<Flag> flags, Selection selection) {
    var extensions = new ArrayList<Extension>();
    for (var segment : Segment.values()) {
      var highestFirst = new PriorityQueue<Flag>(Comparator.comparingInt(Flag::hv).reversed());
      for (var flag : flags) {
        if (flag.segment() == segment && HighVoltage.known(flag.hv()) && selection.takes(flag)) {
          highestFirst.add(flag);
        }
      }
      extensions.addAll(extensions(segment, highestFirst));
    }
    return new GainSagTable(extensions);
  }

  private static List<Extension> extensions(Segment segment, PriorityQueue<Flag> highestFirst) {
    Map<Pixel, Double> earliest = new HashMap<>();
    var regions = List.<Region>of();
    var extensions = new ArrayList<Extension>();
    for (int level : LEVELS.reversed()) {
      boolean more = false;
      while (!highestFirst.isEmpty() && highestFirst.element().hv() >= level) {
        var flag = highestFirst.remove();
        earliest.merge(Pixel.of(flag), flag.mjdBelow3(), Math::min);
        more = true;
      }
      if (more) {
        regions =
            earliest.entrySet().stream()
                .map(entry -> Region.of(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
      }
      extensions.add(new Extension(segment, level, regions));
    }
    Collections.reverse(extensions);
    return extensions;
  }

  /** The regions at a level; empty when the table has no such extension. */
  public Optional<Extension> extension(Segment segment, int hv) {
    return extensions.stream()
        .filter(extension -> extension.segment() == segment && extension.hv() == hv)
        .findFirst();
  }
}
