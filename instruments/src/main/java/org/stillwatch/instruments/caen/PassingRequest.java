package org.stillwatch.instruments.caen;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which lines to a supply need nobody's leave. */
public final class PassingRequest {

  private static final Pattern SHAPE =
      Pattern.compile(
          "\\$(?:BD:[0-9]{1,2},)?CMD:(?:MON,(?:CH:[0-9]{1,2},)?PAR:[A-Z0-9]{2,10}"
              + "|SET,(?:CH:[0-9]{1,2},)?PAR:OFF)(?:\\r\\n|\\r|\\n)");

  private PassingRequest() {}

  /**
   * Whether a request only reads, or switches off.
   *
   * @param request one whole line with its end; anything else does not pass
   */
  public static boolean mayAlwaysPass(byte[] request) {
    return SHAPE.matcher(new String(request, StandardCharsets.ISO_8859_1)).matches();
  }
}
