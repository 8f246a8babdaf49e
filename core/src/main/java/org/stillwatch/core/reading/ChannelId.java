package org.stillwatch.core.reading;

import java.util.regex.Pattern;

/**
 * The name of one quantity: {@code instrument/quantity} or {@code instrument/thing/quantity}, in
 * lower case, for example {@code fridge/mxc/temperature}.
 */
public record ChannelId(String text) implements Comparable<ChannelId> {

  private static final Pattern SHAPE =
      Pattern.compile("[a-z0-9][a-z0-9._+-]*(/[a-z0-9][a-z0-9._+-]*){1,2}");

  /**
   * @throws IllegalArgumentException with one sentence for the user when the text has another shape
   */
  public ChannelId {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no channel id; expected instrument/quantity or instrument/thing/quantity in"
              + " lower case, such as fridge/mxc/temperature");
    }
  }

  /** The channel {@code name} of an instrument; {@code name} may have one or two parts. */
  public static ChannelId of(String instrument, String name) {
    return new ChannelId(instrument + "/" + name);
  }

  /** The part before the first slash. */
  public String instrument() {
    return text.substring(0, text.indexOf('/'));
  }

  /** All after the first slash: {@code mxc/temperature}. */
  public String name() {
    return text.substring(text.indexOf('/') + 1);
  }

  @Override
  public int compareTo(ChannelId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
