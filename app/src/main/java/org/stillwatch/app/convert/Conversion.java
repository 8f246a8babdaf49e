package org.stillwatch.app.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A station file made from another program's configuration: {@code config.ini} of the cooldown
 * monitor, or {@code config.py} of the fridge log watcher.
 *
 * @param station the text of the station file
 * @param left what was not taken over, or not surely as it was meant, in the order of the lines
 * @param variables of the environment that the station file wants, each with where its value is
 */
public record Conversion(String station, List<Left> left, Map<String, String> variables) {

  /** Far more than any configuration has. */
  private static final int LARGEST_BYTES = 500_000;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * @param line of the configuration, from 1
   * @param sentence without secrets
   */
  public record Left(int line, String sentence) {}

  public Conversion {
    left = List.copyOf(left);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /**
   * Reads a configuration as data; nothing of it is run.
   *
   * @param zone of the people and of the computer that writes the logs, which no such file names
   * @throws NotConvertible with one sentence when it is neither
   */
  public static Conversion of(Path file, ZoneId zone) {
    var text = read(file);
    var name = String.valueOf(file.getFileName());
    var lower = name.toLowerCase(Locale.ROOT);
    try {
      if (lower.endsWith(".py")) {
        return python(text, name, zone);
      }
      if (lower.endsWith(".ini") || lower.endsWith(".cfg") || lower.endsWith(".conf")) {
        return ini(text, name, zone);
      }
      return looksLikeIni(text) ? ini(text, name, zone) : python(text, name, zone);
    } catch (NotConvertible e) {
      throw new NotConvertible(file + ":" + e.getMessage());
    }
  }

  private static boolean looksLikeIni(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
        .findFirst()
        .filter(line -> line.startsWith("["))
        .isPresent();
  }

  private static Conversion ini(String text, String name, ZoneId zone) {
    return new CooldownMonitor(IniFile.read(text), name, zone).convert();
  }

  private static Conversion python(String text, String name, ZoneId zone) {
    return new LogWatcher(PythonFile.read(text), name, zone).convert();
  }

  private static String read(Path file) {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        throw new NotConvertible(file + ": this is a folder; expected config.ini or config.py");
      }
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw new NotConvertible(
            file
                + ": it has "
                + size
                + " bytes; expected a configuration of at most "
                + LARGEST_BYTES);
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new NotConvertible(file + ": there is no such file");
    } catch (IOException e) {
      throw new NotConvertible(file + ": it cannot be read: " + e.getMessage());
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw new NotConvertible(file + ": this is no text; expected config.ini or config.py");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .toString()
          .replace(BYTE_ORDER_MARK, "");
    } catch (CharacterCodingException e) {
      // files of older Windows computers; only comments and messages are concerned
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
