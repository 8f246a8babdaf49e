package org.stillwatch.app.cos;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of an option that is true or false, and true when nothing follows it. (The original
 * took every word for true, {@code False} as well. A type of its own, since picocli takes no other
 * words than true and false for a boolean.)
 */
record Truth(boolean holds) {

  static final Truth TRUE = new Truth(true);
  static final Truth FALSE = new Truth(false);

  /** Reads true, false, yes, no, 1 and 0. */
  static final class Converter implements ITypeConverter<Truth> {
    @Override
    public Truth convert(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "1" -> TRUE;
        case "false", "no", "0" -> FALSE;
        default ->
            throw new TypeConversionException(
                "'" + word + "' is neither true nor false; expected true, false, yes, no, 1 or 0");
      };
    }
  }
}
