package org.stillwatch.app.cos;

import org.stillwatch.cos.detector.Mjd;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A day as a modified Julian date or an ISO date. */
final class DayConverter implements ITypeConverter<Mjd> {
  @Override
  public Mjd convert(String word) {
    try {
      return Mjd.parse(word);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
