package org.stillwatch.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.AlarmState;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.BackTest;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.Offers;
import org.stillwatch.web.Role;
import org.stillwatch.web.User;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** What people do on the page: acknowledge, shelve, log in, try a rule. */
class ActingTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String WATER = "[data-alarm='water-out/high']";
  private static final String GAUGE = "[data-alarm='ion-gauge/stale']";

  private static @Nullable Chromium chromium;

  private final ScriptedStation station = BlueLab.station();
  private final List<String> complaints = new ArrayList<>();
  private WebServer server = serve();
  private @Nullable BrowserContext context;

  @BeforeAll
  static void startChromium() {
    chromium = Chromium.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(15_000); // machines of a build are slow
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
    server.close();
  }

  private WebServer serve(User... users) {
    return WebServer.start(
        station,
        WebSettings.onLoopback(0).withUsers(users),
        Offers.of(ActingTest::wouldHaveFired, who -> List.of()));
  }

  private void serveTo(User... users) {
    server.close();
    server = serve(users);
  }

  private static BackTest.Report wouldHaveFired(String rules, Instant from, Instant to) {
    if (!rules.contains("fridge/")) {
      throw new IllegalArgumentException(
          "line 3: there is no instrument 'frdge'; did you mean 'fridge'?\n"
              + "line 4: '5 apples' is no quantity");
    }
    var firings = new ArrayList<BackTest.Firing>();
    for (int i = 0; i < 3; i++) {
      var raised = from.plus(Duration.ofHours(5 + 7L * i));
      firings.add(
          new BackTest.Firing(
              raised,
              i == 2 ? Optional.empty() : Optional.of(raised.plus(Duration.ofMinutes(40))),
              Severity.WARNING,
              "MXC is high",
              OptionalDouble.of(0.0104)));
    }
    return new BackTest.Report(
        from,
        to,
        604_800,
        Duration.ofMillis(812),
        List.of(
            new BackTest.RuleReport(
                "draft",
                Optional.of(new ChannelId("fridge/mxc/temperature")),
                firings,
                Duration.ofHours(31),
                0.43,
                List.of(new BackTest.Overlap("water-out", 2, Duration.ofMinutes(12))),
                Optional.of(new BackTest.DeadBand(0.0005, 0.0002, 0.0012, "K")),
                Optional.empty()),
            new BackTest.RuleReport(
                "other",
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                0,
                List.of(),
                Optional.empty(),
                Optional.of("it has no readings in this time"))));
  }

  private Page open(String path, int width, int height, ColorScheme scheme) {
    if (chromium == null) {
      throw new IllegalStateException("chromium was not started");
    }
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE));
    var page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(server.address() + path);
    return page;
  }

  private Page open() {
    var page = open("", 1440, 900, ColorScheme.LIGHT);
    assertThat(page.locator(".card").first()).isVisible();
    return page;
  }

  private static void save(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private static Locator button(Locator in, String word) {
    return in.getByText(word, new Locator.GetByTextOptions().setExact(true));
  }

  private AlarmStatus water() {
    return station.alarms().stream()
        .filter(alarm -> alarm.id().equals("water-out/high"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAlarmIsAcknowledgedWithANameThatIsAskedOnce() {
    var page = open();
    assertThat(page.locator(".alarms h2")).containsText("2 unacknowledged");
    button(page.locator(WATER), "Acknowledge").click();
    var form = page.locator(WATER + " form");
    assertThat(form.locator("[name=who]")).isFocused();
    form.locator("[name=who]").fill("anna");
    form.locator("[name=note]").fill("on my way");
    save(page, "acknowledging");
    form.locator("[type=submit]").click();
    assertThat(page.locator(WATER)).containsText("acknowledged by anna 16:42: on my way");
    assertThat(button(page.locator(WATER), "Acknowledge")).hasCount(0);
    assertThat(page.locator(".alarms h2")).containsText("1 unacknowledged");
    assertEquals("anna", water().acknowledged().orElseThrow().who());
    button(page.locator(GAUGE), "Acknowledge").click();
    assertThat(page.locator(GAUGE + " form")).containsText("as anna");
    page.locator(GAUGE + " form [type=submit]").click();
    assertThat(page.locator(GAUGE)).containsText("acknowledged by anna 16:42");
    assertEquals(List.of(), complaints);
  }

  @Test
  void theKeyboardAloneAcknowledges() {
    var page = open();
    button(page.locator(WATER), "Acknowledge").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(WATER + " [name=who]")).isFocused();
    page.keyboard().press("Escape");
    assertThat(button(page.locator(WATER), "Acknowledge")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator(WATER + " [name=who]")).isFocused();
    page.keyboard().type("ben");
    page.keyboard().press("Enter");
    assertThat(page.locator(WATER)).containsText("acknowledged by ben");
  }

  @Test
  void whatTheStationRefusesIsSaidInTheForm() {
    var page = open();
    button(page.locator(GAUGE), "Shelve").click();
    var form = page.locator(GAUGE + " form");
    form.locator("[name=who]").fill("anna");
    form.locator("[name=for]").fill("ages");
    form.locator("[name=why]").fill("spare gauge ordered");
    form.locator("[type=submit]").click();
    assertThat(form.locator("[role=alert]"))
        .hasText("for=ages is no length of time; expected such as 30m, 2h, 3d or PT2H");
    assertTrue(station.shelves().isEmpty());
  }

  @Test
  void aShelvedAlarmTurnsGreyUntilItIsUnshelved() {
    var page = open();
    var card = page.locator("[data-channel='fridge/compressor/water-out']");
    assertThat(card).hasClass(Pattern.compile("is-critical"));
    button(page.locator(WATER), "Shelve").click();
    var form = page.locator(WATER + " form");
    form.locator("[name=who]").fill("anna");
    form.locator("[name=for]").fill("2h");
    form.locator("[name=why]").fill("filter is being changed");
    form.locator("[type=submit]").click();
    assertThat(page.locator(WATER)).hasClass("calm");
    assertThat(page.locator(WATER))
        .containsText("shelved until 18:42 by anna: filter is being changed");
    assertThat(page.locator(".alarms h2")).containsText("1 unacknowledged · 1 shelved");
    assertThat(page.locator(".pill")).hasText("1 warning");
    assertThat(card).not().hasClass(Pattern.compile("is-critical"));
    save(page, "shelved");
    button(page.locator(WATER), "Unshelve").click();
    page.locator(WATER + " form [type=submit]").click();
    assertThat(page.locator(WATER)).not().hasClass("calm");
    assertThat(page.locator(".pill")).hasText("1 critical");
    assertEquals(List.of(), complaints);
  }

  private void waterReturns() {
    var alarm = water();
    station.raise(
        new AlarmStatus(
            alarm.id(),
            alarm.rule(),
            alarm.kind(),
            alarm.severity(),
            AlarmState.RETURNED_UNACKNOWLEDGED.word(),
            alarm.since(),
            Optional.of(BlueLab.NOW.minusSeconds(60)),
            alarm.title(),
            alarm.text(),
            alarm.channel(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void anAlarmThatReturnedSaysThatNobodyAcknowledgedIt() {
    var page = open();
    waterReturns();
    assertThat(page.locator(WATER)).containsText("returned to normal 16:41, not acknowledged");
    assertThat(page.locator(WATER)).hasClass("calm");
    assertThat(button(page.locator(WATER), "Acknowledge")).isVisible();
    assertThat(page.locator(".pill")).hasText("1 warning");
    station.clear("ion-gauge/stale");
    assertThat(page.locator(".pill")).hasText("1 returned, not acknowledged");
  }

  @Test
  void noticesNameTheirRecipientAndWhatHoldsThem() {
    var notice =
        station.notice(
            "n9",
            station.now(),
            Notice.Kind.ALARM,
            Severity.WARNING,
            "MXC is warm",
            "0.2 K",
            Optional.empty());
    station.tell(
        notice,
        entry(notice, "mail", OutboxEntry.State.WAITING, 0, station.now().plusSeconds(3600), false),
        entry(notice, "sms", OutboxEntry.State.WAITING, 2, station.now().plusSeconds(60), true));
    var page = open();
    var shown = page.locator("[data-notice=n9]");
    assertThat(shown).containsText("held for anna (mail) until 17:42");
    assertThat(shown).containsText("anna (sms) waits, 3rd try 16:43: 503, possible repeat");
  }

  private static OutboxEntry entry(
      Notice notice,
      String notifier,
      OutboxEntry.State state,
      int attempts,
      Instant next,
      boolean unsure) {
    return new OutboxEntry(
        20, notice, notifier, "anna", state, attempts, next, attempts == 0 ? "" : "503", unsure);
  }

  @Test
  void parkedNoticesAreTriedAgainOrDismissed() {
    var page = open();
    var notices = page.locator(".notices");
    assertThat(notices.locator("h2")).containsText("1 parked");
    button(notices, "Dismiss parked").click();
    assertThat(notices).containsText("slack-lab not told, dismissed 16:42: 404 no_service");
    assertThat(button(notices, "Dismiss parked")).hasCount(0);
    assertEquals(0, station.outbox().parked());
  }

  @Test
  void whoWouldBeCalledIsShownBySeverity() {
    var page = open();
    var who = page.locator(".who");
    assertThat(who.locator("[data-severity=critical]"))
        .containsText("anna by hook at once · route team");
    assertThat(who.locator("li")).hasCount(3);
  }

  @Test
  void aDraftRuleIsTriedOnHistory() {
    var page = open();
    page.locator(".fired summary").first().click();
    var draft = page.locator(".fired [name=rules]");
    assertThat(draft)
        .hasValue(Pattern.compile("channel: fridge/.*high: \\{above: ", Pattern.DOTALL));
    page.locator(".fired [type=submit]").click();
    var row = page.locator(".fired [data-rule=draft]");
    assertThat(row).containsText("31 h");
    assertThat(row).containsText("water-out 2×, 12 min");
    assertThat(row).containsText("better 1.2 mK");
    assertThat(page.locator(".fired [data-rule=other]"))
        .containsText("cannot be judged: it has no readings in this time");
    assertThat(page.locator(".fired .firings tbody tr")).hasCount(3);
    assertThat(page.locator(".fired .firings")).containsText("to the end");
    save(page, "would-have-fired");
    draft.fill("rules: [{name: x, channel: frdge/p1}]");
    page.locator(".fired [type=submit]").click();
    assertThat(page.locator(".fired .problems li")).hasCount(2);
    assertThat(page.locator(".fired .problems")).containsText("did you mean 'fridge'?");
    assertThat(page.locator(".fired .report")).hasCount(0);
    assertEquals(
        1, complaints.size(), "only the browser's own word about status 400: " + complaints);
  }

  @Test
  void aStationWithUsersAsksWhoYouAre() {
    serveTo(
        new User("anna", Role.OPERATOR, Optional.empty(), Optional.of("correct horse"::equals)));
    var page = open("", 1440, 900, ColorScheme.LIGHT);
    var form = page.locator(".door form");
    assertThat(form).isVisible();
    assertThat(page.locator(".card")).hasCount(0);
    form.locator("[name=name]").fill("anna");
    form.locator("[name=password]").fill("wrong");
    form.locator("[type=submit]").click();
    assertThat(form.locator("[role=alert]")).hasText("the name or the password is wrong");
    save(page, "login");
    form.locator("[name=password]").fill("correct horse");
    form.locator("[name=password]").press("Enter");
    assertThat(page.locator(".card").first()).isVisible();
    assertThat(page.locator(".user")).containsText("anna");
    button(page.locator(WATER), "Acknowledge").click();
    assertThat(page.locator(WATER + " form")).containsText("as anna");
    page.locator(WATER + " form [type=submit]").click();
    assertThat(page.locator(WATER)).containsText("acknowledged by anna 16:42");
    page.reload();
    assertThat(page.locator(".user")).containsText("anna");
    button(page.locator(".user"), "Log out").click();
    assertThat(page.locator(".door form")).isVisible();
    assertThat(page.locator("body")).not().containsText("PT water out");
  }

  @Test
  void aTokenLogsInAndAViewerHasNoButtons() {
    serveTo(User.withToken("wall", Role.VIEWER, "wall token"));
    var page = open("", 1440, 900, ColorScheme.LIGHT);
    button(page.locator(".door form"), "with a token").click();
    page.locator("[name=token]").fill("wall token");
    page.locator(".door [type=submit]").click();
    assertThat(page.locator(WATER)).isVisible();
    assertThat(page.locator(".alarms button")).hasCount(0);
    assertThat(page.locator(".notices button")).hasCount(0);
    assertThat(page.locator(".fired")).hasCount(0);
  }

  @Test
  void aSessionThatEndsLeadsBackToTheLogin() {
    serveTo(User.withToken("anna", Role.OPERATOR, "a token"));
    var page = open("", 1440, 900, ColorScheme.LIGHT);
    button(page.locator(".door form"), "with a token").click();
    page.locator("[name=token]").fill("a token");
    page.locator(".door [type=submit]").click();
    assertThat(page.locator(WATER)).isVisible();
    station.advance(Duration.ofHours(12));
    assertThat(page.locator(".door form")).isVisible();
  }

  @Test
  void theConfirmPageAcknowledgesOnAPhone() {
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = open("ack/link-water-out%2Fhigh", 390, 844, scheme);
      assertThat(page.getByRole(AriaRole.HEADING)).hasText("PT water out above 29 °C");
      assertEquals(
          390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
      assertEquals(
          scheme == ColorScheme.DARK ? "rgb(20, 23, 26)" : "rgb(236, 238, 240)",
          page.evaluate("getComputedStyle(document.body).backgroundColor"));
      save(page, "confirm-" + scheme.name().toLowerCase(Locale.ROOT));
      page.context().close();
    }
    var page = open("ack/link-water-out%2Fhigh", 390, 844, ColorScheme.LIGHT);
    assertTrue(water().acknowledged().isEmpty(), "opening it does nothing");
    page.locator("[name=who]").fill("anna");
    page.locator("[name=note]").fill("on my way");
    page.locator("button").click();
    assertThat(page.locator("article")).containsText("Acknowledged by anna at Fri 20 Nov 16:42");
    save(page, "confirmed");
    assertEquals("on my way", water().acknowledged().orElseThrow().note());
    page.navigate(server.address() + "ack/forged");
    assertThat(page.locator("h1")).hasText("This link does not work");
  }

  @Test
  void everythingFitsADarkPhone() {
    station.shelve("ion-gauge/stale", Duration.ofHours(2), "ben", "spare gauge ordered");
    waterReturns();
    var page = open("", 390, 844, ColorScheme.DARK);
    assertThat(page.locator(".card").first()).isVisible();
    button(page.locator(WATER), "Acknowledge").click();
    page.locator(".fired summary").first().click();
    page.locator(".fired [type=submit]").click();
    assertThat(page.locator(".fired .report")).isVisible();
    save(page, "acting-phone");
    assertEquals(390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
    assertEquals(List.of(), complaints);
  }
}
