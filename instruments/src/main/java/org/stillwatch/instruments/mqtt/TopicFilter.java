package org.stillwatch.instruments.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A topic with wildcards, after MQTT 3.1.1, section 4.7. */
record TopicFilter(List<String> levels) {

  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

  TopicFilter {
    levels = List.copyOf(levels);
  }

  /**
   * @throws IllegalArgumentException with one sentence
   */
  static TopicFilter parse(String text) {
    var levels = List.of(text.split("/", -1));
    for (int i = 0; i < levels.size(); i++) {
      var level = levels.get(i);
      boolean wild = level.indexOf('+') >= 0 || level.indexOf('#') >= 0;
      if (text.isBlank()
          || (wild && level.length() > 1)
          || (level.equals("#") && i != levels.size() - 1)) {
        throw new IllegalArgumentException(
            "topic: '" + text + "' is none; expected such as lab/+/temperature or lab/#");
      }
    }
    return new TopicFilter(levels);
  }

  /** How many wildcards it has. */
  int wildcards() {
    return (int) levels.stream().filter(TopicFilter::wild).count();
  }

  private static boolean wild(String level) {
    return level.equals("+") || level.equals("#");
  }

  /** What the wildcards stand for in a topic; empty when it does not match. */
  Optional<List<String>> match(String topic) {
    var parts = topic.split("/", -1);
    var found = new ArrayList<String>();
    if (parts[0].startsWith("$") && wild(levels.getFirst())) {
      return Optional.empty();
    }
    for (int i = 0; i < levels.size(); i++) {
      var level = levels.get(i);
      if (level.equals("#")) {
        // matches its parent as well
        found.add(i < parts.length ? topic.substring(start(parts, i)) : "");
        return Optional.of(found);
      }
      if (i >= parts.length || !(level.equals("+") || level.equals(parts[i]))) {
        return Optional.empty();
      }
      if (level.equals("+")) {
        found.add(parts[i]);
      }
    }
    return parts.length == levels.size() ? Optional.of(found) : Optional.empty();
  }

  /** Whether all topics that another one matches are matched by this one as well. */
  boolean covers(TopicFilter other) {
    return match(String.join("/", other.levels)).isPresent()
        && (!other.levels.getLast().equals("#")
            || (levels.getLast().equals("#") && levels.size() <= other.levels.size()));
  }

  private static int start(String[] parts, int level) {
    int start = 0;
    for (int i = 0; i < level; i++) {
      start += parts[i].length() + 1;
    }
    return start;
  }

  /**
   * An id with what the wildcards stand for in the place of {@code {1}}, {@code {2}}, ..., as parts
   * of a channel id.
   *
   * @return empty when a wildcard stands for nothing that can be such a part
   */
  static Optional<String> filled(String id, List<String> wildcards) {
    var places = PLACE.matcher(id);
    var out = new StringBuilder();
    while (places.find()) {
      int number = Integer.parseInt(places.group(1));
      var slug = number < 1 || number > wildcards.size() ? "" : slug(wildcards.get(number - 1));
      if (slug.isEmpty()) {
        return Optional.empty();
      }
      places.appendReplacement(out, Matcher.quoteReplacement(slug));
    }
    return Optional.of(places.appendTail(out).toString());
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9._+-]+", "-")
        .replaceAll("^[^a-z0-9]+", "");
  }

  /** How many wildcards an id asks for, by the greatest number in it. */
  static int asked(String id) {
    return PLACE.matcher(id).results().mapToInt(m -> Integer.parseInt(m.group(1))).max().orElse(0);
  }

  /** The ids that one with places may become. */
  static Pattern shape(String id) {
    var out = new StringBuilder();
    var places = PLACE.matcher(id);
    int last = 0;
    while (places.find()) {
      out.append(Pattern.quote(id.substring(last, places.start()))).append("[a-z0-9._+-]+");
      last = places.end();
    }
    return Pattern.compile(out.append(Pattern.quote(id.substring(last))).toString());
  }
}
