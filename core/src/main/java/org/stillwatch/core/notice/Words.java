package org.stillwatch.core.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.ChannelId;

/** Times and lists as people read them in messages. */
public final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int NAMES = 8;

  private Words() {}

  /** Wall-clock time in a zone: {@code 2026-06-26 15:52:02}. */
  public static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /** A length of time in its two largest parts: {@code 3 h 33 min}, {@code 40 s}. */
  public static String length(Duration length) {
    var seconds = Math.max(0, length.toSeconds());
    long days = seconds / 86400;
    long hours = seconds / 3600 % 24;
    long minutes = seconds / 60 % 60;
    long rest = seconds % 60;
    if (days > 0) {
      return hours > 0 ? days + " d " + hours + " h" : days + " d";
    }
    if (hours > 0) {
      return minutes > 0 ? hours + " h " + minutes + " min" : hours + " h";
    }
    if (minutes > 0) {
      return rest > 0 ? minutes + " min " + rest + " s" : minutes + " min";
    }
    return rest + " s";
  }

  /** The channels by name, without their instrument; a long list is cut and says so. */
  public static String names(List<ChannelId> channels) {
    var names =
        channels.stream().limit(NAMES).map(ChannelId::name).collect(Collectors.joining(", "));
    return channels.size() <= NAMES ? names : names + " and " + (channels.size() - NAMES) + " more";
  }
}
