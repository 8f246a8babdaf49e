package org.stillwatch.instruments.value;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;

/**
 * Makes readings of what a device gives for one value. Whatever it gives, there is a reading for
 * each channel: measured, or missing with a reason that shows what came.
 */
public final class ValueChannel {

  /** What a device gave, made sense of. */
  public sealed interface Meaning {
    /** In the unit of the channel; the index of a state. */
    record Measured(double value) implements Meaning {}

    /**
     * It stands for no value, as the device means it.
     *
     * @param why one clause
     */
    record Absent(String why) implements Meaning {}

    /**
     * It is not what is expected.
     *
     * @param why one clause
     */
    record Unfit(String why) implements Meaning {}
  }

  private static final double LARGEST_MASK = 1L << 53;

  private final ValueKeys keys;
  private final Channel channel;
  private final Map<Long, Channel> bits = new LinkedHashMap<>();
  private final Map<String, String> absentTexts = new HashMap<>();
  private final Map<Double, String> absentNumbers = new HashMap<>();
  private final List<String> words;
  private final Map<Double, String> statesByNumber = new HashMap<>();

  /**
   * @param expected how often a reading is expected
   * @throws IllegalArgumentException with one sentence when the id is none
   */
  public ValueChannel(String instrument, ValueKeys keys, Duration expected) {
    this.keys = keys;
    this.words = keys.states().values().stream().distinct().toList();
    var id = ChannelId.of(instrument, keys.id());
    var label = keys.label().orElse(keys.id());
    this.channel =
        words.isEmpty()
            ? Channel.number(id, keys.unit().orElse(Unit.NONE), label, expected)
            : Channel.states(id, label, expected, words.toArray(String[]::new));
    keys.bits()
        .forEach(
            (mask, word) ->
                bits.put(
                    ValueKeys.bit(mask),
                    Channel.states(
                        new ChannelId(id.text() + "/" + word),
                        label + " " + word,
                        expected,
                        "off",
                        "on")));
    keys.missing().forEach(text -> absent(text, ""));
    keys.sentinels().forEach(this::absent);
    keys.states()
        .forEach(
            (text, word) ->
                DecimalNumber.parse(text)
                    .ifPresent(number -> statesByNumber.put(unsigned(number), word)));
  }

  private void absent(String text, String why) {
    absentTexts.put(text.strip(), why);
    DecimalNumber.parse(text).ifPresent(number -> absentNumbers.put(unsigned(number), why));
  }

  /** Devices write zero with either sign. */
  private static double unsigned(double number) {
    return number + 0.0;
  }

  /** Its channels, the value's own first. */
  public List<Channel> channels() {
    var all = new ArrayList<Channel>();
    all.add(channel);
    all.addAll(bits.values());
    return all;
  }

  /** The channel of the value itself. */
  public Channel channel() {
    return channel;
  }

  /** What a text of the device means. */
  public Meaning meaning(String text) {
    var bare = text.strip();
    var number = DecimalNumber.parse(bare);
    var absent =
        Optional.ofNullable(absentTexts.get(bare))
            .or(
                () ->
                    number.isPresent()
                        ? Optional.ofNullable(absentNumbers.get(unsigned(number.getAsDouble())))
                        : Optional.empty());
    if (absent.isPresent()) {
      return new Meaning.Absent(
          absent.get().isEmpty()
              ? "the device gives " + Unreadable.shown(bare) + ", which stands for no value"
              : absent.get());
    }
    if (!words.isEmpty()) {
      return state(bare, number);
    }
    if (number.isEmpty()) {
      return new Meaning.Unfit(
          bare.isEmpty()
              ? "the device gives nothing where a number is expected"
              : Unreadable.shown(bare) + " is no number" + expectedUnit());
    }
    return bits.isEmpty() ? scaled(number.getAsDouble()) : mask(number.getAsDouble());
  }

  private Meaning state(String bare, OptionalDouble number) {
    var word =
        Optional.ofNullable(keys.states().get(bare))
            .or(
                () ->
                    number.isPresent()
                        ? Optional.ofNullable(statesByNumber.get(unsigned(number.getAsDouble())))
                        : Optional.empty());
    return word.<Meaning>map(found -> new Meaning.Measured(words.indexOf(found)))
        .orElseGet(
            () ->
                new Meaning.Unfit(
                    "state "
                        + Unreadable.shown(bare)
                        + " is not known; expected "
                        + String.join(", ", keys.states().keySet())));
  }

  private Meaning scaled(double number) {
    double value =
        DecimalNumber.scaled(number, keys.scale().orElse(1.0), keys.offset().orElse(0.0));
    if (!Double.isFinite(value)) {
      return new Meaning.Unfit(Numbers.plain(number) + " is too large to be scaled");
    }
    if (!keys.range().isEmpty()
        && !(value >= keys.range().get(0) && value <= keys.range().get(1))) {
      return new Meaning.Unfit(
          channel.textWithUnit(value)
              + " cannot be; expected "
              + Numbers.plain(keys.range().get(0))
              + " to "
              + channel.textWithUnit(keys.range().get(1)));
    }
    return new Meaning.Measured(value);
  }

  private static Meaning mask(double number) {
    return number >= 0 && number < LARGEST_MASK && number == Math.rint(number)
        ? new Meaning.Measured(number)
        : new Meaning.Unfit(Numbers.plain(number) + " is no mask of bits");
  }

  private String expectedUnit() {
    var symbol = channel.unit().symbol();
    return symbol.isEmpty() ? "" : "; expected one in " + symbol;
  }

  /** The readings of what it means, one for each channel. */
  public List<Reading> readings(Meaning meaning, Instant time) {
    return switch (meaning) {
      case Meaning.Measured(double value) -> {
        var readings = new ArrayList<Reading>();
        readings.add(Reading.measured(channel.id(), time, 0, value));
        bits.forEach(
            (mask, bit) ->
                readings.add(
                    Reading.measured(bit.id(), time, 0, ((long) value & mask) != 0 ? 1 : 0)));
        yield readings;
      }
      case Meaning.Absent(String why) -> missing(time, why);
      case Meaning.Unfit(String why) -> missing(time, why);
    };
  }

  /** The readings of what a text means. */
  public List<Reading> readings(String text, Instant time) {
    return readings(meaning(text), time);
  }

  /** The readings when nothing is known. */
  public List<Reading> missing(Instant time, String why) {
    return channels().stream().map(each -> Reading.missing(each.id(), time, 0, why)).toList();
  }
}
