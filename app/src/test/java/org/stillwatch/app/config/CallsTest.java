package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;

/** Who is called, as the station file says, and what is wrong with what it says. */
final class CallsTest {

  private static final String HEAD =
      """
      station: {name: Blue lab, zone: UTC}
      instruments: {fridge: {kind: bluefors-logs, folder: .}}
      snapshots: {fridge: [fridge/**]}
      notifiers:
        slack: {kind: webhook, url: "http://127.0.0.1:9000/slack"}
        phone: {kind: webhook, url: "http://127.0.0.1:9000/phone"}
        mail: {kind: webhook, url: "http://127.0.0.1:9000/mail"}
      """;

  @TempDir private Path folder = Path.of("");

  private StationReader.Result read(String text) throws IOException {
    var file = Files.writeString(folder.resolve("station.yaml"), HEAD + text);
    return new StationReader(Map.of()).read(file);
  }

  /** Without the name of the file. */
  private List<String> problems(String text) throws IOException {
    return read(text).problems().stream()
        .map(problem -> problem.toString().replaceFirst(".*station\\.yaml:", ""))
        .toList();
  }

  @Test
  void everyPartOfTheFileReachesTheSwitchboard() throws IOException {
    var file =
        read("""
        people: {anna: {notifiers: [phone]}, ben: {notifiers: mail}}
        on-call: {week: {people: [anna, ben], from: "2026-11-16 09:00"}}
        routes:
          - name: team
            to: [slack, week]
            severity: warning
            quiet: [{from: "22:00", to: "07:00", up-to: warning, days: [saturday, sunday]}]
            escalate: [{after: 10m, to: ben}]
            backup: [mail]
        """)
            .usable();
    var board = Calls.switchboard(file);
    // a Saturday night of anna's week
    var night = Instant.parse("2026-11-21T23:00:00Z");
    assertEquals(
        List.of(
            "slack at once until 2026-11-22T07:00:00Z",
            "phone at once until 2026-11-22T07:00:00Z",
            "mail PT10M"),
        board.who(Severity.WARNING, night).stream().map(CallsTest::words).toList());
    assertEquals("phone at once", words(board.who(Severity.CRITICAL, night).get(1)));
    var next = Instant.parse("2026-11-23T09:00:00Z");
    assertEquals("mail at once", words(board.who(Severity.WARNING, next).get(1)));
    assertEquals(List.of(), board.who(Severity.INFO, night));
  }

  private static String words(Switchboard.Call call) {
    return call.notifier()
        + (call.after().equals(Duration.ZERO) ? " at once" : " " + call.after())
        + call.heldUntil().map(until -> " until " + until).orElse("");
  }

  @Test
  void namesThatNobodyHasAreToldInTheirPlaceWithWhatWasMeant() throws IOException {
    assertEquals(
        List.of(
            "8:29: there is no notifier 'fone'; did you mean 'phone'?",
            "9:27: there is no person 'ana'; did you mean 'anna'?",
            "11:23: there is no notifier 'slak'; did you mean 'slack'?",
            "11:59: there is no notifier 'bem'; did you mean 'ben'?"),
        problems(
            """
            people: {anna: {notifiers: [fone]}, ben: {notifiers: [mail]}}
            on-call: {week: {people: [ana], from: "2026-11-16 09:00"}}
            routes:
              - {name: team, to: [slak], escalate: [{after: 10m, to: [bem]}]}
            """));
  }

  @Test
  void aPersonANotifierAndAListMayNotShareAName() throws IOException {
    var found =
        problems("people: {slack: {notifiers: [mail]}}\nroutes: [{name: a, to: [slack]}]\n");
    assertEquals(1, found.size(), found::toString);
    assertTrue(found.getFirst().contains("a notifier is named 'slack' as well"), found::toString);
  }

  @Test
  void whatMakesNoSenseIsOneSentenceEach() throws IOException {
    var found =
        problems(
            """
            routes:
              - {name: team, to: [slack], quiet: [{from: "22:00", to: "22:00"}]}
              - {name: team, to: [slack], quiet: [{from: 22 Uhr, to: "07:00"}]}
            maintenance:
              - {channels: [fridge/**], for: 4h, why: service}
              - {channels: [fridge/**], at: every Blursday 08:00, for: 4h, why: service}
            pings: [{url: "not an address", every: 1s}]
            peers: [{name: green, url: "green.lab"}]
            drills: [{name: weekly, at: every monday 10:00, escalate: [nobody]}]
            """);
    var all = String.join("\n", found);
    for (var words :
        List.of(
            "'22 Uhr' is no time of day; expected such as 22:00",
            "'green.lab' is no address; expected such as https://lab.example.org:8080")) {
      assertTrue(all.contains(words), words + " in\n" + all);
    }
    var rest =
        problems(
            """
            routes:
              - {name: team, to: [slack], quiet: [{from: "22:00", to: "22:00"}]}
              - {name: team, to: [slack]}
            maintenance:
              - {channels: [fridge/**], for: 4h, why: service}
              - {channels: [fridge/**], at: every Blursday 08:00, for: 4h, why: service}
            pings: [{url: "not an address", every: 1s}]
            drills: [{name: weekly, at: every monday 10:00, escalate: [nobody]}]
            """);
    all = String.join("\n", rest);
    for (var words :
        List.of(
            "quiet hours from 22:00 to 22:00 have no length",
            "there are two routes named 'team'",
            "expected either 'at', a schedule, or 'from', a date and time",
            "'every Blursday 08:00' is no schedule",
            "expected 12s or more",
            "there is no notifier 'nobody'")) {
      assertTrue(all.contains(words), words + " in\n" + all);
    }
    assertTrue(all.lines().allMatch(line -> line.matches("\\d+:\\d+: .+")), all);
  }

  @Test
  void rulesThatWaitForEachOthersAlarmsAreRefused() throws IOException {
    var found =
        problems(
            """
            rules:
              - {name: a, when: alarm b}
              - {name: b, when: "alarm a or fridge/p1 > 1 bar"}
              - {name: c, when: "alarm b for 1m"}
            """);
    assertTrue(
        found.toString().contains("the rule 'a' asks for its own alarm, by way of [a, b]"),
        found::toString);
    assertTrue(found.stream().noneMatch(each -> each.contains("the rule 'c'")), found::toString);
  }

  @Test
  void whatGoesWithANotifierIsCheckedToo() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments: {fridge: {kind: bluefors-logs, folder: .}}
            notifiers:
              hook: {kind: webhook, url: "http://127.0.0.1:9000/", attach: {table: fridge}, storm: {more-than: 0}}
            """);
    var found =
        new StationReader(Map.of())
            .read(file).problems().stream().map(Object::toString).toList().toString();
    assertTrue(found.contains("there is no snapshot set 'fridge'"), found);
    assertTrue(found.contains("expected 'more-than' of 1 or more"), found);
  }
}
