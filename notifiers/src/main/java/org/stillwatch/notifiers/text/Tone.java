package org.stillwatch.notifiers.text;

import java.util.Locale;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;

/** How a message looks: the severity of its notice, and green when an alarm has cleared. */
public enum Tone {
  CLEARED(0x3f8f5b, "\ud83d\udfe2"),
  INFO(0x7a868c, "\ud83d\udd35"),
  WARNING(0xb26a00, "\ud83d\udfe0"),
  CRITICAL(0xb3261e, "\ud83d\udd34");

  private final int rgb;
  private final String sign;

  Tone(int rgb, String sign) {
    this.rgb = rgb;
    this.sign = sign;
  }

  public static Tone of(Message message) {
    if (message.notice().kind() == Notice.Kind.CLEARED) {
      return CLEARED;
    }
    return switch (message.notice().severity()) {
      case CRITICAL -> CRITICAL;
      case WARNING -> WARNING;
      case INFO -> INFO;
    };
  }

  /** Its colour as {@code 0xRRGGBB}, readable on light and dark backgrounds. */
  public int rgb() {
    return rgb;
  }

  /** Its colour as {@code #rrggbb}. */
  public String hex() {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  /** A coloured disc, for services whose texts have no colours. */
  public String sign() {
    return sign;
  }
}
