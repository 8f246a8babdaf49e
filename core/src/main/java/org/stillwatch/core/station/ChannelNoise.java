package org.stillwatch.core.station;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.BackTest.DeadBand;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.ReadingStore.Block;

/**
 * The noise of a channel from one reading to the next, and the dead band that it asks for.
 *
 * <p>The noise is estimated from the median of the absolute differences of neighbouring values,
 * which neither drift nor a few jumps move: for white noise of standard deviation s the median is
 * 0.6745 * sqrt(2) * s. It is taken where the channel comes nearest to the limits, for many sensors
 * are noisier at one end of their range.
 *
 * <p>Noise makes a rule flap most when the true value stands in the middle of the dead band: then
 * half the band must keep it in. The suggested band is that which white noise leaves on one side
 * less than once in {@link #QUIET}, at the pace of the channel: about ten standard deviations for a
 * reading a second, nine for one in ten seconds.
 */
final class ChannelNoise {

  /** So long a value within the dead band should not cross a limit by noise alone. */
  private static final Duration QUIET = Duration.ofDays(30);

  private static final int BLOCKS = 8;

  /** With eight blocks the median is known to about two in a hundred. */
  private static final int READINGS_OF_A_BLOCK = 512;

  private static final int LEAST_DIFFERENCES = 30;

  /** With so many there is no need to go farther from the limits. */
  private static final int ENOUGH_DIFFERENCES = 1000;

  /** The median of |x| for a standard normal x. */
  private static final double MEDIAN_OF_NORMAL = 0.67448975;

  private final Channel channel;
  private final List<Double> differences = new ArrayList<>();
  private final List<Double> periods = new ArrayList<>();

  private Reading.@Nullable Measured before;
  private int taken;

  private ChannelNoise(Channel channel) {
    this.channel = channel;
  }

  /**
   * @param limits one or two, in the unit of the channel
   * @return empty without enough readings
   */
  static Optional<DeadBand> deadBand(
      ReadingStore store, Channel channel, List<Double> limits, Instant from, Instant to) {
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    double low = limits.stream().min(Double::compare).orElseThrow();
    double high = limits.stream().max(Double::compare).orElseThrow();
    var noise = new ChannelNoise(channel);
    for (var block : nearest(store.blocks(channel.id(), from, to), low, high)) {
      if (distance(block, low, high) > 0 && noise.differences.size() >= ENOUGH_DIFFERENCES) {
        break;
      }
      noise.before = null;
      noise.taken = 0;
      var begin = block.start().isBefore(from) ? from : block.start();
      var end = block.end().isAfter(to) ? to : block.end();
      store.read(channel.id(), begin, earlier(end, begin.plus(enough(block))), noise::take);
    }
    return noise.deadBand(high - low);
  }

  /** The piece of a block that holds as many readings as are taken, when they come evenly. */
  private static Duration enough(Block block) {
    long readings = block.measured() + block.missing();
    return Duration.between(block.start(), block.end())
        .dividedBy(Math.max(1, readings / READINGS_OF_A_BLOCK));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The blocks that come nearest to the limits; from all over the time when many touch them. */
  private static List<Block> nearest(List<Block> blocks, double low, double high) {
    var measured = blocks.stream().filter(block -> block.measured() > 1).toList();
    var touching = measured.stream().filter(block -> distance(block, low, high) == 0).toList();
    if (touching.size() > BLOCKS) {
      var spread = new ArrayList<Block>();
      for (int i = 0; i < BLOCKS; i++) {
        spread.add(touching.get((int) ((long) i * touching.size() / BLOCKS)));
      }
      return spread;
    }
    return measured.stream()
        .sorted(Comparator.comparingDouble(block -> distance(block, low, high)))
        .limit(BLOCKS)
        .toList();
  }

  private static double distance(Block block, double low, double high) {
    return Math.max(0, Math.max(block.min() - high, low - block.max()));
  }

  private void take(Reading reading) {
    if (taken++ >= 2 * READINGS_OF_A_BLOCK) {
      return;
    }
    var last = before;
    before = reading instanceof Reading.Measured measured ? measured : null;
    if (last != null && before != null) {
      differences.add(Math.abs(before.value() - last.value()));
      periods.add(Duration.between(last.time(), before.time()).toNanos() / 1e9);
    }
  }

  private Optional<DeadBand> deadBand(double now) {
    if (differences.size() < LEAST_DIFFERENCES) {
      return Optional.empty();
    }
    double noise = median(differences) / (MEDIAN_OF_NORMAL * Math.sqrt(2));
    double band = Math.max(2 * deviations(median(periods)) * noise, resolution().orElse(0));
    return Optional.of(new DeadBand(now, noise, roundedUp(band), channel.unit().symbol()));
  }

  /** The least step that was seen. */
  private OptionalDouble resolution() {
    return differences.stream().mapToDouble(d -> d).filter(d -> d > 0).min();
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The number z of standard deviations that white noise exceeds on one side once in {@link
   * #QUIET}: {@code n * Q(z) = 1}, with the tail {@code Q(z) = exp(-z*z/2) / (z * sqrt(2 pi))} for
   * large z (Abramowitz and Stegun 26.2.12), solved by iteration.
   */
  static double deviations(double periodSeconds) {
    double readings = Math.max(100, QUIET.toSeconds() / Math.max(periodSeconds, 1e-6));
    double z = 4;
    for (int i = 0; i < 20; i++) {
      z = Math.sqrt(2 * Math.log(readings / (z * Math.sqrt(2 * Math.PI))));
    }
    return z;
  }

  /** To one significant figure: a person types it into a file. */
  static double roundedUp(double value) {
    return value == 0
        ? 0
        : new BigDecimal(value).round(new MathContext(1, RoundingMode.CEILING)).doubleValue();
  }
}
