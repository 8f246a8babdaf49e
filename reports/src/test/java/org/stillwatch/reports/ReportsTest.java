package org.stillwatch.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.station.RunRecord;

class ReportsTest {

  /** Characters that fonts lack, that turn, that join, and halves of such. */
  static final String ODD =
      "\u51b7\u5374 \ud83d\udd25\ufe0f \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"
          + " \u202eevil\u202c e\u0301 a\ud83db \udd25 \u0000\u0007\u007f \u2028 10 k\u03a9 5"
          + " \u00b5K \ufdd0 \udbff\udfff fi ffl "
          + "x".repeat(400);

  private static final String EVIL =
      "</td></svg><script>alert(1)</script><img src=x onerror=alert(2)> \" onload=\"x ' & <style>";

  private static String html(RunRecord record) {
    return new String(new RunReporter().report(record).get(0).bytes(), StandardCharsets.UTF_8);
  }

  private static byte[] pdf(RunRecord record) {
    return new RunReporter().report(record).get(1).bytes();
  }

  private static String text(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      return stripper.getText(document);
    }
  }

  private static int pages(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      return document.getNumberOfPages();
    }
  }

  private static void assertHolds(String text, String... parts) {
    for (var part : parts) {
      assertTrue(text.contains(part), () -> "lacks '" + part + "':\n" + text);
    }
  }

  @Test
  void bothFilesSayWhatTheRunWasAndHowItEnded() throws IOException {
    var record = Records.cooldown();
    for (var text : List.of(html(record), text(pdf(record)))) {
      assertHolds(text, "Full Cooldown on fridge", "Done after 40 h", "Blue lab", "anna");
      assertHolds(text, "2026-06-26 15:52:02", "2026-06-28 07:52:02", "Europe/Berlin");
      assertHolds(text, "new wiring, before the magnet test", "20 mK", "12 h");
    }
  }

  @Test
  void passagesAreComparedWithThoseOfEarlierRuns() throws IOException {
    var record = Records.cooldown();
    // earlier: 0.93, 0.98, 1.04, 1.11 and 1.2 times 18.6 h
    for (var text : List.of(html(record), text(pdf(record)))) {
      assertHolds(
          text, "fridge/pt2/temperature", "18 h 36 min", "19 h 20 min", "44 min 38 s", "sooner");
      assertHolds(text, "17 h 17 min to", "(5 runs)", "Compared with 5 earlier runs");
    }
  }

  @Test
  void anotherThresholdIsNotCompared() {
    var record = Records.saying("fridge/pt2/temperature <= 5 K");
    assertHolds(html(record), "fridge/pt2/temperature &lt;= 5 K</td><td dir=\"auto\">2026-06-26");
    assertHolds(html(record), "<td dir=\"auto\">\u2013</td><td dir=\"auto\">\u2013</td>");
  }

  @Test
  void aThresholdThatWasNotReachedIsSaid() throws IOException {
    for (var text : List.of(html(Records.brief()), text(pdf(Records.brief())))) {
      assertHolds(text, "not reached", "There is no earlier run", "Stopped after 23 min 7 s");
      assertHolds(text, "stopped by boris: wrong fridge");
    }
  }

  @Test
  void snapshotsShowUnitsReasonsAndAge() throws IOException {
    var record = Records.cooldown();
    for (var text : List.of(html(record), text(pdf(record)))) {
      assertHolds(text, "Start", "Base Temperature 1", "3.61 K", "0.0093 K", "2 h old");
      assertHolds(text, "over range", "1.2 k\u03a9");
    }
    assertFalse(html(record).contains("0 mbar<"), "absent is not zero");
  }

  @Test
  void messagesStandInTheirOrder() throws IOException {
    var record = Records.cooldown();
    for (var text : List.of(html(record), text(pdf(record)))) {
      assertHolds(text, "22:22:02", "alarm", "critical", "29.4 degC");
      int alarm = text.indexOf("29.4 degC since");
      assertTrue(text.indexOf("Pulse tube on.") < alarm, text);
      assertTrue(alarm < text.indexOf("27.1 degC"), text);
    }
  }

  @Test
  void timesWithoutValuesAreListedWithTheirReason() throws IOException {
    var record = Records.cooldown();
    for (var text : List.of(html(record), text(pdf(record)))) {
      assertHolds(text, "Times without values", "sensor off", "2 h");
    }
  }

  @Test
  void aRunWithoutAnyValueHasAReportToo() throws IOException {
    for (var text : List.of(html(Records.blind()), text(pdf(Records.blind())))) {
      assertHolds(
          text, "No channel that this run follows had a value", "no readings", "23 min 7 s");
    }
  }

  @Test
  void theSameRecordGivesTheSameBytesEverywhere() {
    var locale = Locale.getDefault();
    var zone = TimeZone.getDefault();
    var here = new RunReporter().report(Records.cooldown());
    try {
      Locale.setDefault(Locale.of("ar", "EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      var there = new RunReporter().report(Records.cooldown());
      for (int i = 0; i < here.size(); i++) {
        assertArrayEquals(here.get(i).bytes(), there.get(i).bytes(), here.get(i).name());
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void thePdfWasMadeWhenTheRunEnded() throws IOException {
    try (var document = Loader.loadPDF(pdf(Records.cooldown()))) {
      var facts = document.getDocumentInformation();
      assertEquals(Instant.parse("2026-06-28T05:52:02Z"), facts.getCreationDate().toInstant());
      assertEquals("Full Cooldown on fridge", facts.getTitle());
    }
  }

  @Test
  void noTextBecomesMarkup() {
    var page = html(Records.saying(EVIL));
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("<img"), page);
    assertFalse(page.contains("\" onload"), page);
    assertEquals(page.indexOf("<style>"), page.lastIndexOf("<style>"));
    assertEquals(1, page.split("</svg>", -1).length - 1);
    assertHolds(page, "&lt;script&gt;alert(1)&lt;/script&gt;");
    assertHolds(page, "default-src 'none'");
  }

  @Test
  void anyCharacterCanBeWritten() throws IOException {
    var record = Records.saying(ODD);
    var page = html(record);
    assertHolds(page, "\u51b7\u5374", "\ud83d\udd25", "10 k\u03a9 5 \u00b5K");
    assertFalse(page.contains("\u202e"), "a text must not turn what follows it");
    assertEquals(-1, page.indexOf('\0'));
    var text = text(pdf(record));
    assertHolds(text, "10 k\u03a9 5 \u00b5K", "\u25a1", "are shown as empty boxes");
    assertFalse(text(pdf(Records.cooldown())).contains("empty boxes"));
  }

  @Test
  void nothingIsFetchedFromElsewhere() {
    var page = html(Records.cooldown());
    assertFalse(page.contains("http://") || page.contains("https://"), "an address");
    assertFalse(page.contains("url(") || page.contains("src="), "something to fetch");
  }

  @Test
  void manySnapshotsAndMessagesGoOverPages() throws IOException {
    var pdf = pdf(Records.crowded(200, 900));
    var text = text(pdf);
    assertTrue(pages(pdf) > 15, () -> "few pages");
    assertHolds(text, "Base Temperature 199", "message 499", "And 400 more messages.");
    assertHolds(text, "page 3 of " + pages(pdf));
    assertFalse(text.contains("message 500"));
  }

  @Test
  void aTextThatIsLongerThanAPageGoesOnOnTheNext() throws IOException {
    var words = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      words.append("word").append(i).append(' ');
    }
    var text = text(pdf(Records.saying(words.toString())));
    assertHolds(text, "word0 ", "word1500", "word2999");
    assertHolds(text, "page 1 of");
  }

  @Test
  void anOrdinaryReportIsSmallEnoughForAnyMail() {
    for (var file : new RunReporter().report(Records.cooldown())) {
      assertTrue(file.bytes().length < 600_000, file::toString);
      assertTrue(file.name().startsWith("2026-06-26-full-cooldown-fridge."), file::toString);
    }
  }
}
