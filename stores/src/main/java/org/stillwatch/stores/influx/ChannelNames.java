package org.stillwatch.stores.influx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.NearMiss;

/**
 * Names made of the parts of a channel's id: a text in which {@code {instrument}}, {@code {thing}},
 * {@code {quantity}}, {@code {unit}} and {@code {channel}} stand for those of the channel.
 *
 * @param tags by key; one that comes out empty is left out
 */
public record ChannelNames(String measurement, Map<String, String> tags, String field)
    implements Naming {

  // above what is made with it
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  /** The quantity is the measurement, so that all temperatures are found together. */
  public static final ChannelNames USUAL =
      new ChannelNames(
          "{quantity}",
          Map.of("instrument", "{instrument}", "thing", "{thing}", "unit", "{unit}"),
          "value");

  /**
   * @throws IllegalArgumentException with one sentence for the user
   */
  public ChannelNames {
    tags = Map.copyOf(tags);
    checkPlaceholders(measurement);
    tags.values().forEach(ChannelNames::checkPlaceholders);
    checkName("measurement", measurement);
    checkName("field", field);
    tags.keySet().forEach(key -> checkName("tag", key));
    if (PLACEHOLDER.matcher(field).find()) {
      throw new IllegalArgumentException(
          "the field '" + field + "' is the same for all channels; expected a plain name");
    }
    if (field.equals(LineProtocol.REASON)) {
      throw new IllegalArgumentException(
          "the field 'reason' holds texts, why a value is missing; choose another for numbers");
    }
  }

  private static void checkName(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the name of a " + what + " is empty");
    }
    if (text.startsWith("_") || text.startsWith("#")) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " '"
              + text
              + "' begins with '"
              + text.charAt(0)
              + "', which InfluxDB"
              + " keeps for itself; choose another name");
    }
    if (!what.equals("measurement") && Series.RESERVED.contains(text)) {
      throw new IllegalArgumentException(
          "the " + what + " '" + text + "' is one that InfluxDB keeps for itself; choose another");
    }
  }

  private static void checkPlaceholders(String text) {
    var match = PLACEHOLDER.matcher(text);
    var known = new TreeSet<>(parts(Optional.empty()).keySet());
    while (match.find()) {
      if (!known.contains(match.group(1))) {
        throw new IllegalArgumentException(
            "'" + match.group() + "' stands for nothing; " + NearMiss.of(match.group(1), known));
      }
    }
  }

  private static Map<String, String> parts(Optional<Channel> channel) {
    var parts = new LinkedHashMap<String, String>();
    var id = channel.map(Channel::id);
    parts.put("instrument", id.map(each -> each.instrument()).orElse(""));
    parts.put("thing", id.map(Naming::thing).orElse(""));
    parts.put("quantity", id.map(Naming::quantity).orElse(""));
    parts.put("unit", channel.map(each -> each.unit().symbol()).orElse(""));
    parts.put("channel", id.map(each -> each.text()).orElse(""));
    return parts;
  }

  @Override
  public Names names(Channel channel) {
    var parts = parts(Optional.of(channel));
    var filled = new LinkedHashMap<String, String>();
    tags.forEach((key, value) -> filled.put(key, fill(value, parts)));
    return new Names(fill(measurement, parts), filled, field);
  }

  private static String fill(String text, Map<String, String> parts) {
    var match = PLACEHOLDER.matcher(text);
    var out = new StringBuilder();
    while (match.find()) {
      match.appendReplacement(out, "");
      out.append(parts.getOrDefault(match.group(1), ""));
    }
    return match.appendTail(out).toString();
  }
}
