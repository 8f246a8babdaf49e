package org.stillwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * What a device said, written down: a text file that anyone can make from a terminal's log or a
 * manual's page.
 *
 * <pre>
 * # comments
 * recorded: IGM402 manual, p. 62     where this comes from; required
 * after: 5 ms                        how long each reply took
 * &gt; #01RD\\r                          a request; \\r \\n \\xHH \\\\ stand for bytes
 * &lt; *01 1.53E-06\\r                   its reply; several lines are one reply
 * = ion/pressure 1.53E-06            what must come of it, by channel: a value,
 * = cg2/pressure missing over range  or missing with words of the reason
 * </pre>
 *
 * The same request may come several times: its replies are given in turn, and then the last again.
 *
 * @param recorded where it comes from
 * @param replies by request
 * @param expected by channel without the instrument
 */
public record Transcript(
    String recorded,
    Duration after,
    Map<String, List<String>> replies,
    Map<String, Expected> expected) {

  /** What must come of it. */
  public sealed interface Expected {
    record Value(double value) implements Expected {}

    /**
     * @param reason part of it
     */
    record Missing(String reason) implements Expected {}
  }

  public static Transcript read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the transcript " + file, e);
    }
  }

  /**
   * @throws IllegalArgumentException with file and line, when it cannot be read
   */
  public static Transcript parse(String name, String text) {
    var recorded = "";
    var after = Duration.ofMillis(5);
    var replies = new LinkedHashMap<String, List<String>>();
    var expected = new LinkedHashMap<String, Expected>();
    var request = Optional.<String>empty();
    boolean fresh = false;
    int number = 0;
    for (var line : text.split("\n", -1)) {
      number++;
      var words = line.strip();
      if (words.isEmpty() || words.startsWith("#")) {
        continue;
      }
      if (words.startsWith("recorded:")) {
        recorded = words.substring(9).strip();
      } else if (words.matches("after: *\\d+ *ms")) {
        after = Duration.ofMillis(Long.parseLong(words.replaceAll("\\D", "")));
      } else if (words.startsWith("> ")) {
        request = Optional.of(bytes(words.substring(2)));
        fresh = true;
      } else if (words.startsWith("< ") && request.isPresent()) {
        var all = replies.computeIfAbsent(request.get(), each -> new ArrayList<>());
        var reply = bytes(words.substring(2));
        if (fresh) {
          all.add(reply);
        } else {
          all.add(all.removeLast() + reply);
        }
        fresh = false;
      } else if (words.matches("= \\S+ \\S.*")) {
        var parts = words.split(" +", 3);
        var value =
            parts[2].startsWith("missing")
                ? new Expected.Missing(parts[2].substring("missing".length()).strip())
                : new Expected.Value(Double.parseDouble(parts[2]));
        expected.put(parts[1], value);
      } else {
        throw new IllegalArgumentException(
            name
                + ":"
                + number
                + ": '"
                + words
                + "' is no line of a transcript; expected one that begins with >, <, =, #,"
                + " recorded: or after:");
      }
    }
    if (recorded.isEmpty()) {
      throw new IllegalArgumentException(
          name + " does not say where it comes from; expected a line recorded: ...");
    }
    return new Transcript(recorded, after, replies, expected);
  }

  private static String bytes(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char code = text.charAt(++i);
      switch (code) {
        case 'r' -> out.append('\r');
        case 'n' -> out.append('\n');
        case 's' -> out.append(' ');
        case 'x' -> {
          out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> out.append(code);
      }
    }
    return out.toString();
  }

  /** A device that says what is written here. */
  public WireDevice device() {
    return new Player();
  }

  private final class Player implements WireDevice {
    private static final int LONGEST = 1000;

    private final StringBuilder heard = new StringBuilder();
    private final Map<String, Integer> given = new HashMap<>();

    @Override
    public List<Act> opened(Duration now) {
      heard.setLength(0);
      return List.of();
    }

    @Override
    public List<Act> receive(byte b, Duration now) {
      heard.append((char) (b & 0xFF));
      if (heard.length() > LONGEST) {
        heard.setLength(0);
      }
      for (var entry : replies.entrySet()) {
        if (heard.length() >= entry.getKey().length()
            && heard.substring(heard.length() - entry.getKey().length()).equals(entry.getKey())) {
          heard.setLength(0);
          int turn = given.merge(entry.getKey(), 1, Integer::sum) - 1;
          var reply = entry.getValue().get(Math.min(turn, entry.getValue().size() - 1));
          return List.of(new Act.Send(reply.getBytes(StandardCharsets.ISO_8859_1), after));
        }
      }
      return List.of();
    }

    @Override
    public int baud() {
      return 9600;
    }
  }
}
