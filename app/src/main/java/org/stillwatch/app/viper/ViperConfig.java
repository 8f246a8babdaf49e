package org.stillwatch.app.viper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.stillwatch.app.convert.IniFile;
import org.stillwatch.app.convert.NotConvertible;
import org.stillwatch.core.reading.NearMiss;

/**
 * The two files that VIPER is started with.
 *
 * @param gauge {@code [Serial]} of the first
 * @param recording {@code [Logging]} of the second
 */
public record ViperConfig(Gauge gauge, Recording recording) {

  /**
   * Where the gauge controller is.
   *
   * @param address on the RS485 pair: {@code 01}
   * @param timeout how long an answer may take
   * @param minDelay between two questions at least
   */
  public record Gauge(
      String port, int baudrate, String address, Duration timeout, Duration minDelay) {}

  /**
   * What is recorded.
   *
   * @param file empty when the readings are shown and not stored
   * @param count how many recordings; 0: for ever
   */
  public record Recording(Optional<Path> file, Duration interval, long count) {}

  /** Everything that is wrong, one sentence a line, each with its file and line. */
  public static final class Problems extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Problems(List<String> problems) {
      super(String.join("\n", problems));
    }
  }

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern UNIT = Pattern.compile("\\s*\\(?(s|sec|seconds)?\\)?$");

  /**
   * Reads both files.
   *
   * @param environment what {@code ${NAME}} stands for
   * @throws Problems with all of them
   */
  public static ViperConfig read(Path gauge, Path recording, Map<String, String> environment) {
    var problems = new ArrayList<String>();
    var serial =
        Section.of(
            gauge,
            "SERIAL",
            List.of("port", "baudrate", "address", "timeout", "min_delay"),
            environment,
            problems);
    var logging =
        Section.of(
            recording,
            "LOGGING",
            List.of("store_data", "h5file", "interval", "duration"),
            environment,
            problems);
    var port = serial.value("port", "", ViperConfig::text);
    int baudrate = serial.value("baudrate", 0, ViperConfig::positive);
    var address = serial.value("address", "01", ViperConfig::text);
    var timeout = serial.value("timeout", Duration.ofSeconds(1), ViperConfig::seconds);
    var minDelay = serial.value("min_delay", Duration.ofMillis(50), ViperConfig::seconds);
    boolean store = logging.value("store_data", true, ViperConfig::truth);
    var file =
        store
            ? Optional.of(logging.value("h5file", Path.of(""), text -> Path.of(text(text))))
            : Optional.<Path>empty();
    var interval = logging.value("interval", Duration.ofSeconds(5), ViperConfig::interval);
    long count = logging.value("duration", 0L, ViperConfig::count);
    serial.needed("port");
    serial.needed("baudrate");
    logging.needed("interval");
    if (store) {
      logging.needed("h5file");
    }
    if (!problems.isEmpty()) {
      throw new Problems(problems);
    }
    return new ViperConfig(
        new Gauge(port, baudrate, address, timeout, minDelay),
        new Recording(file, interval, count));
  }

  /** One section of a file, and what is wrong with it. */
  private record Section(
      Path path,
      String name,
      Optional<IniFile> file,
      Map<String, String> environment,
      List<String> problems) {

    static Section of(
        Path path,
        String name,
        List<String> known,
        Map<String, String> environment,
        List<String> problems) {
      var section = new Section(path, name, parsed(path, problems), environment, problems);
      section.file.ifPresent(file -> section.check(file, known));
      return section;
    }

    private static Optional<IniFile> parsed(Path path, List<String> problems) {
      try {
        return Optional.of(IniFile.read(Files.readString(path, StandardCharsets.UTF_8)));
      } catch (NotConvertible e) {
        problems.add(path + ":" + e.getMessage());
      } catch (IOException e) {
        problems.add(path + ": it cannot be read");
      }
      return Optional.empty();
    }

    private void check(IniFile file, List<String> known) {
      if (!file.has(name)) {
        problems.add(path + ": there is no section [" + shown() + "]");
        return;
      }
      for (var entry : file.entries()) {
        if (entry.section().equals(name) && !known.contains(entry.key().toLowerCase(Locale.ROOT))) {
          problem(entry, "unknown key '" + entry.key() + "'; " + NearMiss.of(entry.key(), known));
        }
      }
      for (var entry : file.twice()) {
        problem(entry, "the key '" + entry.key() + "' is there a second time");
      }
    }

    private String shown() {
      return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private void problem(IniFile.Entry entry, String text) {
      problems.add(path + ":" + entry.line() + ": " + text);
    }

    void needed(String key) {
      if (file.isPresent() && file.get().has(name) && file.get().get(name, key).isEmpty()) {
        problems.add(path + ": the key '" + key + "' of [" + shown() + "] is missing");
      }
    }

    <T> T value(String key, T usual, Function<String, T> convert) {
      var entry = file.flatMap(ini -> ini.get(name, key));
      if (entry.isEmpty()) {
        return usual;
      }
      try {
        return convert.apply(resolved(entry.get().value()));
      } catch (IllegalArgumentException e) {
        problem(entry.get(), key + ": " + e.getMessage());
        return usual;
      }
    }

    private String resolved(String text) {
      return VARIABLE
          .matcher(text)
          .replaceAll(
              match -> {
                var value = environment.get(match.group(1));
                if (value == null) {
                  throw new IllegalArgumentException("the environment has no " + match.group(1));
                }
                return java.util.regex.Matcher.quoteReplacement(value);
              });
    }
  }

  private static String text(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a value is missing");
    }
    return text.strip();
  }

  private static int positive(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no whole number above 0; expected such as 19200");
  }

  private static Duration seconds(String text) {
    try {
      double seconds = Double.parseDouble(UNIT.matcher(text).replaceFirst(""));
      if (seconds >= 0 && seconds < 1e9) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no length of time; expected seconds such as 5.0");
  }

  private static Duration interval(String text) {
    var interval = seconds(text);
    if (interval.isZero()) {
      throw new IllegalArgumentException("expected more than 0 seconds");
    }
    return interval;
  }

  private static long count(String text) {
    try {
      long count = Long.parseLong(text.strip());
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no number of recordings; expected such as 300, or 0 for no end");
  }

  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
