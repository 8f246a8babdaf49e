package org.stillwatch.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.core.station.StationView.LinkedAlarm;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * The page behind a link in a message: it shows one alarm and asks whether to acknowledge it. The
 * signed token is the permission, so nobody logs in; nothing else of the station is shown, and
 * opening the page does nothing, since mail programs open links by themselves. It needs no script.
 */
final class AckPage {

  static final String ROOT = "/ack/";
  static final String PATH = ROOT + "{token}";

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--back:#eceef0;--card:#fff;--edge:#d9dde1;--text:#14181b;--soft:#626c75;
      --critical:#b3261e;--warning:#955300;--info:#626c75;--on:#fff;font:17px/1.45 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
      @media(prefers-color-scheme:dark){:root{--back:#14171a;--card:#1d2125;--edge:#30363c;--text:#eef1f4;--soft:#98a2ab;
      --critical:#ff8a80;--warning:#ffc46b;--info:#98a2ab;--on:#14171a}}
      *{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--text)}
      main{max-width:32rem;margin:0 auto;padding:1rem}
      .station{color:var(--soft);margin:.5rem 0 1rem}
      article{background:var(--card);border:1px solid var(--edge);border-left:6px solid var(--info);border-radius:7px;padding:1rem 1.1rem}
      .critical{border-left-color:var(--critical)}.warning{border-left-color:var(--warning)}
      .critical .severity{color:var(--critical)}.warning .severity{color:var(--warning)}
      .severity{font-weight:700;margin:0}h1{font-size:1.35rem;line-height:1.25;margin:.1rem 0 .5rem;overflow-wrap:anywhere}
      p{margin:.4rem 0;overflow-wrap:anywhere;white-space:pre-line}.soft{color:var(--soft)}.said{font-weight:600}
      form{margin-top:1rem}label{display:block;margin-top:.8rem;font-weight:600}label small{font-weight:400;color:var(--soft)}
      input,textarea,button{font:inherit;width:100%;padding:.65rem .7rem;border:1px solid var(--soft);border-radius:6px;
      background:var(--back);color:inherit;margin-top:.25rem}
      button{margin-top:1.2rem;background:var(--text);color:var(--card);border-color:var(--text);font-weight:700;cursor:pointer}
      input:focus-visible,textarea:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid #2c6bb3;outline-offset:2px}
      .wrong{color:var(--critical);font-weight:600}a{color:inherit}
      """;

  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder()
              .encodeToString(PageFiles.sha256(STYLE.getBytes(StandardCharsets.UTF_8)))
          + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final int TRIES = 20;
  private static final Duration TRY_EACH = Duration.ofSeconds(3);

  private final StationView station;
  private final Patience patience;

  AckPage(StationView station) {
    this.station = station;
    patience = new Patience(TRIES, TRY_EACH, station::now);
  }

  /** A page as it is sent. */
  record Shown(int status, String html, Map<String, String> headers) {
    Shown(int status, String html) {
      this(status, html, Map.of());
    }
  }

  /** The alarm, and a form where there is something to acknowledge. */
  Shown ask(String token, String address) {
    return forLink(token, address, linked -> shown(200, linked, ""));
  }

  /** What came of the form. */
  Shown acknowledge(String token, String address, String who, String note) {
    return forLink(token, address, linked -> acknowledge(linked, who, note));
  }

  @FunctionalInterface
  private interface Answering {
    Shown answer(LinkedAlarm linked);
  }

  private Shown forLink(String token, String address, Answering answering) {
    try {
      patience.take(address, "links");
      var linked = station.linked(token);
      if (linked.isEmpty()) {
        return new Shown(
            404,
            page(
                "This link does not work",
                "",
                """
                <h1>This link does not work</h1>
                <p>It was cut off, or is older than three days, or was not made by this station. Nothing was acknowledged.</p>
                <p>Look at the <a href="/">page of the station</a>, or ask a colleague who can.</p>
                """));
      }
      patience.giveBack(address);
      return answering.answer(linked.get());
    } catch (Refusal refusal) {
      return new Shown(
          refusal.status(),
          page("Not now", "", "<h1>Not now</h1><p>" + escaped(refusal.sentence()) + "</p>"),
          refusal.headers());
    } catch (StoreUnavailable e) {
      return new Shown(
          503,
          page(
              "Not acknowledged",
              "",
              "<h1>Not acknowledged</h1><p>The station cannot write now: "
                  + escaped(String.valueOf(e.getMessage()))
                  + "</p>"));
    }
  }

  private Shown acknowledge(LinkedAlarm linked, String who, String note) {
    if (linked.alarm().isEmpty() || linked.alarm().get().acknowledged().isPresent()) {
      return shown(409, linked, "");
    }
    var alarm = linked.alarm().get();
    if (who.isBlank()) {
      return shown(400, linked, "Please say who you are.");
    }
    String name;
    try {
      name = Said.name(who);
      station.acknowledge(linked.id(), name, Said.note(note));
    } catch (Refusal refusal) {
      return shown(400, linked, refusal.sentence());
    } catch (IllegalArgumentException e) {
      // somebody else was faster, or it has gone meanwhile
      return shown(409, now(linked.id()), "");
    }
    var done =
        "<p class=\"said\">Acknowledged by "
            + escaped(name)
            + " at "
            + time(station.now())
            + ".</p><p class=\"soft\">The others are told. You can close this page.</p>";
    return new Shown(200, page("Acknowledged", alarm.severity().word(), facts(alarm) + done));
  }

  private LinkedAlarm now(String id) {
    return new LinkedAlarm(
        id, station.alarms().stream().filter(alarm -> alarm.id().equals(id)).findFirst());
  }

  private Shown shown(int status, LinkedAlarm linked, String wrong) {
    return new Shown(
        status,
        linked
            .alarm()
            .map(alarm -> page(alarm.title(), alarm.severity().word(), body(alarm, wrong)))
            .orElseGet(
                () ->
                    page(
                        "Returned to normal",
                        "",
                        """
                        <h1>Returned to normal</h1>
                        <p>This alarm is over; there is nothing to acknowledge any more.</p>
                        """)));
  }

  private String body(AlarmStatus alarm, String wrong) {
    return facts(alarm)
        + alarm
            .acknowledged()
            .map(
                by ->
                    "<p class=\"said\">Already acknowledged by "
                        + escaped(by.who())
                        + " at "
                        + time(by.at())
                        + (by.note().isBlank() ? "" : ": " + escaped(by.note()))
                        + "</p>")
            .orElseGet(() -> form(wrong));
  }

  private String facts(AlarmStatus alarm) {
    var text = alarm.text().equals(alarm.title()) ? "" : "<p>" + escaped(alarm.text()) + "</p>";
    return "<p class=\"severity\">%s</p><h1>%s</h1>%s<p class=\"soft\">%s</p>"
        .formatted(escaped(word(alarm.severity())), escaped(alarm.title()), text, state(alarm));
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "◆ critical";
      case WARNING -> "▲ warning";
      case INFO -> "● info";
    };
  }

  /** Since when, and how it stands now. */
  private String state(AlarmStatus alarm) {
    var since = "Since " + time(alarm.since());
    var over =
        alarm
            .returned()
            .map(at -> ", returned to normal at " + time(at) + ", not acknowledged yet")
            .orElse(", still there");
    var aside =
        alarm
            .shelved()
            .map(
                until ->
                    "; shelved until "
                        + time(until)
                        + alarm
                            .shelf()
                            .map(by -> " by " + escaped(by.who()) + ": " + escaped(by.why()))
                            .orElse(", for maintenance"))
            .orElse("");
    return since + over + aside;
  }

  private static String form(String wrong) {
    return """
    <form method="post">
    %s<label>Your name<input name="who" required maxlength="100" autocomplete="name"></label>
    <label>Note <small>if you like: what you will do</small><textarea name="note" rows="2" maxlength="1000"></textarea></label>
    <button type="submit">Acknowledge</button>
    </form>
    """
        .formatted(
            wrong.isEmpty() ? "" : "<p class=\"wrong\" role=\"alert\">" + escaped(wrong) + "</p>");
  }

  private String page(String title, String severity, String body) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex"><title>%s</title><style>%s</style></head>
    <body><main><p class="station">%s</p><article class="%s">%s</article></main></body></html>
    """
        .formatted(escaped(title), STYLE, escaped(station.name()), severity, body);
  }

  private String time(Instant at) {
    return DateTimeFormatter.ofPattern("EEE d MMM HH:mm z", Locale.UK)
        .withZone(station.zone())
        .format(at);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
