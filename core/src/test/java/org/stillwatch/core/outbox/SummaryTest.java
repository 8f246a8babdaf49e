package org.stillwatch.core.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notice.Kind;
import org.stillwatch.core.notice.Severity;

class SummaryTest {

  private static final Instant T0 = Instant.parse("2026-06-26T10:00:00Z");

  private static Notice notice(
      int second, String rule, Kind kind, Severity severity, String text, boolean late) {
    return new Notice(
        rule + second,
        T0.plusSeconds(second),
        "Blue lab",
        kind,
        severity,
        rule + " " + kind.word(),
        text,
        Optional.empty(),
        Optional.of(rule),
        late);
  }

  private static final Notice WARM =
      notice(0, "water", Kind.ALARM, Severity.WARNING, "30 degC\nsince noon", false);
  private static final Notice QUENCH =
      notice(10, "magnet", Kind.ALARM, Severity.CRITICAL, "9 K", false);
  private static final Notice COLD =
      notice(65, "water", Kind.CLEARED, Severity.WARNING, "25 degC", true);
  private static final Notice OVER =
      notice(70, "magnet", Kind.CLEARED, Severity.CRITICAL, "4 K", false);

  private static Notice of(Notice... notices) {
    return Summary.of(List.of(notices), ZoneOffset.UTC);
  }

  @Test
  void eachRuleHasOneLineWithItsLastValueAndHowOftenItSpoke() {
    assertEquals(
        """
        water: water cleared [cleared, 2026-06-26 10:01:05, 2 times] 25 degC
        magnet: magnet alarm [critical, 2026-06-26 10:00:10] 9 K\
        """,
        of(WARM, QUENCH, COLD).text());
  }

  @Test
  void theTitleCountsNamesTheGravestFirstAndSaysThatThereAreMore() {
    var stale = notice(20, "stale", Kind.SYSTEM, Severity.WARNING, "", false);
    assertEquals(
        "4 more in 1 min 5 s: magnet alarm; water cleared; ...",
        of(WARM, QUENCH, stale, COLD).title());
    assertEquals("2 more in 1 s: water alarm", of(WARM, WARM).title());
  }

  @Test
  void itIsAsGraveAsTheGravestOfItsNoticesAndAsLateAsTheLast() {
    var summary = of(WARM, QUENCH, COLD);
    assertEquals(Severity.CRITICAL, summary.severity());
    assertEquals(COLD.time(), summary.time());
    assertEquals(true, summary.late());
    assertEquals(false, of(WARM, QUENCH).late());
  }

  @Test
  void itIsAllClearOnlyWhenEveryRuleEndedWell() {
    assertEquals(Kind.ALARM, of(WARM, QUENCH, COLD).kind());
    assertEquals(Kind.CLEARED, of(WARM, QUENCH, COLD, OVER).kind());
  }

  @Test
  void theSameNoticesMakeTheSameSummaryAndOthersAnother() {
    assertEquals(of(WARM, QUENCH).id(), of(WARM, QUENCH).id());
    assertNotEquals(of(WARM, QUENCH).id(), of(WARM, OVER).id());
  }
}
