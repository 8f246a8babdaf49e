package org.stillwatch.instruments.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stillwatch.core.instrument.Unreadable;

/** Takes a reply apart into named texts; it must fit as a whole. */
sealed interface ReplyPattern {

  /** The name of the value when the whole reply is one. */
  String VALUE = "value";

  ReplyPattern WHOLE = new Whole();

  /** What a reply is. */
  sealed interface Fit {
    /** It fits; a group that is not in this reply is not among them. */
    record Groups(Map<String, String> texts) implements Fit {}

    /**
     * @param why one clause, with what came
     */
    record None(String why) implements Fit {}
  }

  Set<String> names();

  Fit fit(String reply);

  /**
   * @throws IllegalArgumentException with one sentence
   */
  static ReplyPattern compile(String regex) {
    try {
      return new Expression(Pattern.compile(regex, Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "reply: '"
              + regex
              + "' is no regular expression: "
              + e.getDescription().toLowerCase(Locale.ROOT)
              + (e.getIndex() >= 0 ? " at its character " + (e.getIndex() + 1) : ""),
          e);
    }
  }

  static ReplyPattern split(String by, int count) {
    return new Split(by, count);
  }

  /** The reply is one value. */
  record Whole() implements ReplyPattern {
    @Override
    public Set<String> names() {
      return Set.of(VALUE);
    }

    @Override
    public Fit fit(String reply) {
      return new Fit.Groups(Map.of(VALUE, reply));
    }
  }

  /** So many values, parted by a text. */
  record Split(String by, int count) implements ReplyPattern {
    @Override
    public Set<String> names() {
      return IntStream.rangeClosed(1, count)
          .mapToObj(Integer::toString)
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Fit fit(String reply) {
      var parts = reply.split(Pattern.quote(by), -1);
      if (parts.length != count) {
        return new Fit.None(
            "answered "
                + Unreadable.shown(reply)
                + ", which has "
                + parts.length
                + (parts.length == 1 ? " value" : " values")
                + ", expected "
                + count);
      }
      var texts = new LinkedHashMap<String, String>();
      for (int i = 0; i < count; i++) {
        texts.put(Integer.toString(i + 1), parts[i]);
      }
      return new Fit.Groups(texts);
    }
  }

  /** A regular expression with named groups. */
  record Expression(Pattern pattern) implements ReplyPattern {
    @Override
    public Set<String> names() {
      return new TreeSet<>(pattern.namedGroups().keySet());
    }

    @Override
    public Fit fit(String reply) {
      try {
        var matcher = pattern.matcher(new Bounded(reply));
        if (!matcher.matches()) {
          return new Fit.None(
              "answered " + Unreadable.shown(reply) + ", which does not fit the pattern");
        }
        var texts = new LinkedHashMap<String, String>();
        for (var name : names()) {
          Optional.ofNullable(matcher.start(name) < 0 ? null : matcher.group(name))
              .ifPresent(text -> texts.put(name, text));
        }
        return new Fit.Groups(texts);
      } catch (Bounded.TooLong | StackOverflowError e) {
        return new Fit.None(
            "answered "
                + Unreadable.shown(reply)
                + ", for which the pattern takes too long; can it be written with fewer * and +?");
      }
    }
  }

  /** A reply that lets a pattern look at it only so often: some patterns never come to an end. */
  final class Bounded implements CharSequence {

    private static final int LOOKS = 1_000_000;

    /** Raised and caught by the pattern alone. */
    static final class TooLong extends RuntimeException {
      private static final long serialVersionUID = 1;

      TooLong() {
        super("too long", null, false, false);
      }
    }

    private final String text;
    private int looks;

    Bounded(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++looks > LOOKS) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
