package org.stillwatch.app.cos;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option that is true or false, and true when nothing follows it. (The original took every word
 * for true, {@code False} as well.)
 */
final class Truth implements ITypeConverter<Boolean> {
  @Override
  public Boolean convert(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default ->
          throw new TypeConversionException(
              "'" + word + "' is neither true nor false; expected true, false, yes, no, 1 or 0");
    };
  }
}
