package org.stillwatch.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values from outside into a station file: {@code ${NAME}} from the environment, {@code
 * ${file:PATH}} from a file that only its owner can read. What is put in is never shown.
 */
final class Secrets {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file:)?([^}]*)}");

  private final Map<String, String> environment;
  private final boolean allowed;

  Secrets(Map<String, String> environment) {
    this(environment, true);
  }

  private Secrets(Map<String, String> environment, boolean allowed) {
    this.environment = environment;
    this.allowed = allowed;
  }

  /** Nothing may be put in: for text that anybody may have sent. */
  static Secrets refused() {
    return new Secrets(Map.of(), false);
  }

  static boolean in(String text) {
    return REFERENCE.matcher(text).find();
  }

  /**
   * @param base relative paths start there
   * @throws IllegalArgumentException with one sentence that shows no secret
   */
  String resolve(String text, Path base) {
    if (!allowed && in(text)) {
      throw new IllegalArgumentException("nothing can be put in for '" + text + "' here");
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) == null
                        ? fromEnvironment(match.group(2))
                        : fromFile(base.resolve(match.group(2)))));
  }

  private String fromEnvironment(String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "the environment has no variable "
              + name
              + "; set it before the station starts, or use ${file:PATH}");
    }
    return value;
  }

  private static String fromFile(Path file) {
    try {
      var view = Files.getFileStore(file).supportsFileAttributeView("posix");
      if (view) {
        var open = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        open.retainAll(Files.getPosixFilePermissions(file));
        if (!open.isEmpty()) {
          throw new IllegalArgumentException(
              "the secret file " + file + " can be read by others; run: chmod 600 " + file);
        }
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("the secret file " + file + " cannot be read", e);
    }
  }
}
