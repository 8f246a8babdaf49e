package org.stillwatch.cos.maps;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.stillwatch.formats.fits.Card;

/** What headers of this package have in common. */
final class Headers {
  static final List<Card> OF_THE_DETECTOR =
      List.of(Card.of("TELESCOP", "HST"), Card.of("INSTRUME", "COS"), Card.of("DETECTOR", "FUV"));

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Headers() {}

  /** {@code dd/mm/yyyy}, UTC. */
  static String day(Instant instant) {
    return DAY.format(instant);
  }
}
