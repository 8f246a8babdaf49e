package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;

/** The words of a recipe, and what they mean. */
final class Parameters {

  private final SortedMap<String, String> words;

  Parameters(SortedMap<String, String> words) {
    this.words = words;
  }

  /** Of pairs of a name and its value; nothing is an empty value. */
  static SortedMap<String, String> of(Object... pairs) {
    var words = new TreeMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      var value = pairs[i + 1] instanceof Optional<?> maybe ? maybe.orElse(null) : pairs[i + 1];
      if (value instanceof Mjd date) {
        words.put(String.valueOf(pairs[i]), String.valueOf(date.days()));
      } else if (value != null) {
        words.put(String.valueOf(pairs[i]), String.valueOf(value));
      }
    }
    return words;
  }

  String text(String name) {
    return maybe(name)
        .orElseThrow(() -> new CosProblem("the provenance does not say '" + name + "'"));
  }

  Optional<String> maybe(String name) {
    return Optional.ofNullable(words.get(name));
  }

  int number(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw wrong(name, e);
    }
  }

  boolean truth(String name) {
    return Boolean.parseBoolean(text(name));
  }

  Mjd date(String name) {
    try {
      return Mjd.parse(text(name));
    } catch (IllegalArgumentException e) {
      throw wrong(name, e);
    }
  }

  Segment segment(String name) {
    return Segment.of(text(name)).orElseThrow(() -> wrong(name, null));
  }

  Path path(String name) {
    return Path.of(text(name));
  }

  private CosProblem wrong(String name, @Nullable Throwable cause) {
    return new CosProblem(
        "the provenance says %s '%s', which nobody understands".formatted(name, text(name)),
        cause == null ? new IllegalArgumentException(name) : cause);
  }
}
