package org.stillwatch.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.core.station.StationView.RuleStatus;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

class OverviewTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String MXC = "[data-channel='fridge/mxc/temperature']";

  private static @Nullable Chromium chromium;

  private final ScriptedStation station = BlueLab.station();
  private final List<String> complaints = new ArrayList<>();
  private WebServer server = WebServer.start(station, WebSettings.onLoopback(0));
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

  @BeforeEach
  void forgetComplaints() {
    complaints.clear();
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
    server.close();
  }

  private Page open(String query, int width, int height, ColorScheme scheme) {
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
                    .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
    var page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(server.address() + query);
    assertThat(page.locator(".card").first()).isVisible();
    return page;
  }

  private Page open() {
    return open("", 1440, 900, ColorScheme.LIGHT);
  }

  private static void waitForPlot(Page page) {
    assertThat(page.locator(".plot")).hasAttribute("data-from", Pattern.compile("\\d+"));
    assertThat(page.locator(".plot canvas")).isVisible();
  }

  private void save(Page page, String name) {
    waitForPlot(page);
    assertThat(page.locator(MXC + " .spark path")).hasCount(1);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** How many pixels of the plot have the colour of a line. */
  private static int coloured(Page page) {
    return ((Number)
            page.evaluate(
                """
                () => {
                  const canvas = document.querySelector('.plot canvas');
                  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  let count = 0;
                  for (let i = 0; i < data.length; i += 4) {
                    const [r, g, b, a] = data.slice(i, i + 4);
                    if (a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60) count++;
                  }
                  return count;
                }
                """))
        .intValue();
  }

  private static void zoom(Page page) {
    var box = page.locator(".plot .u-over").boundingBox();
    page.mouse().move(box.x + box.width * 0.6, box.y + 80);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.7, box.y + 90);
    page.mouse().move(box.x + box.width * 0.8, box.y + 100);
    page.mouse().up();
  }

  @Test
  void valuesAppearWithPrefixUnitAndAgeInEveryAppearance() {
    var page = open();
    assertThat(page.locator("h1")).hasText("Blue lab");
    assertThat(page.locator(MXC + " .value")).hasText("9.31 mK");
    assertThat(page.locator(MXC + " .foot")).containsText(Pattern.compile("1[2-9] s ago"));
    assertThat(page.locator("[data-channel='fridge/valve/v4'] .value")).hasText("open");
    assertThat(page.locator("[data-channel='hv1/ch3/imon'] .value")).hasText("1.92 µA");
    assertThat(page.locator("time.now")).containsText("Fri 16:42");
    save(page, "light");
    assertEquals(List.of(), complaints);
  }

  @Test
  void theDarkPageIsDark() {
    var page = open("", 1440, 900, ColorScheme.DARK);
    save(page, "dark");
    assertEquals(
        "rgb(20, 23, 26)", page.evaluate("getComputedStyle(document.body).backgroundColor"));
    assertEquals(List.of(), complaints);
  }

  @Test
  void aNewValueReplacesTheOldOne() {
    var page = open();
    assertThat(page.locator(MXC + " .value")).hasText("9.31 mK");
    station.advance(Duration.ofSeconds(5));
    station.report("fridge/mxc/temperature", 0.0124);
    assertThat(page.locator(MXC + " .value")).hasText("12.4 mK");
  }

  @Test
  void aChannelThatFallsSilentTurnsStaleWithItsAge() {
    var page = open();
    assertThat(page.locator(MXC)).not().hasClass(Pattern.compile("stale"));
    station.advance(Duration.ofMinutes(4));
    assertThat(page.locator(MXC)).hasClass(Pattern.compile("stale"));
    assertThat(page.locator(MXC + " .foot")).containsText("stale 4 min");
    assertEquals(
        "dashed", page.locator(MXC).evaluate("card => getComputedStyle(card).borderTopStyle"));
  }

  @Test
  void aMissingValueIsADashWithItsReason() {
    var page = open();
    var card = page.locator("[data-channel='fridge/p3']");
    assertThat(card.locator(".value")).hasText("—");
    assertThat(card.locator(".foot")).containsText("gauge off");
    station.reportMissing("fridge/mxc/temperature", "resistance beyond the curve");
    assertThat(page.locator(MXC + " .value")).hasText("—");
    assertThat(page.locator(MXC + " .foot")).containsText("resistance beyond the curve");
  }

  @Test
  void anAlarmShowsInTheListOnItsCardAndInTheHeaderAndGoes() {
    var page = open();
    assertThat(page.locator(".pill")).hasText("1 critical");
    station.raise(
        AlarmStatus.active(
            "mxc-cold/high",
            "mxc-cold",
            Notice.Kind.ALARM,
            Severity.CRITICAL,
            station.now(),
            "MXC is warming up",
            "fridge/mxc/temperature is 12 K",
            Optional.of(new ChannelId("fridge/mxc/temperature"))));
    assertThat(page.locator(".alarms")).containsText("MXC is warming up");
    assertThat(page.locator(".pill")).hasText("2 critical");
    assertThat(page.locator(MXC)).hasClass(Pattern.compile("is-critical"));
    station.clear("mxc-cold/high");
    assertThat(page.locator(".alarms")).not().containsText("MXC is warming up");
    assertThat(page.locator(MXC)).not().hasClass(Pattern.compile("is-critical"));
  }

  @Test
  void aNoticeTellsItsDeliveryInWords() {
    var page = open();
    var notices = page.locator(".notices");
    assertThat(notices).containsText("told slack-lab 16:37");
    assertThat(notices).containsText("hook waits, 3rd try 16:43: 503 Service Unavailable");
    assertThat(notices).containsText("slack-lab parked: 404 no_service");
    station.testNotice(Optional.empty());
    assertThat(notices).containsText("Test notice");
    assertThat(notices).containsText("hook is being told");
  }

  @Test
  void thePlotDrawsLinesAndAsksAgainAtEveryZoom() {
    var page = open();
    waitForPlot(page);
    page.waitForCondition(() -> coloured(page) > 500);
    var plot = page.locator(".plot");
    double whole = span(plot);
    assertEquals(40 * 3600e3, whole, 1);
    zoom(page);
    var back = page.locator("button", new Page.LocatorOptions().setHasText("Back"));
    assertThat(back).isVisible();
    page.waitForCondition(() -> span(plot) < whole / 3);
    assertEquals(whole / 5, span(plot), whole / 50);
    page.waitForCondition(() -> coloured(page) > 500);
    save(page, "zoomed");
    page.locator(".plot .u-over").dblclick();
    page.waitForCondition(() -> span(plot) == whole);
    assertThat(back).not().isVisible();
    assertEquals(List.of(), complaints);
  }

  private static double span(Locator plot) {
    return number(plot, "data-to") - number(plot, "data-from");
  }

  private static double number(Locator plot, String name) {
    var text = plot.getAttribute(name);
    return text == null || text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  @Test
  void channelsAndQuantitiesOfThePlotCanBeChosen() {
    var page = open();
    waitForPlot(page);
    assertThat(page.locator(".plot"))
        .hasAttribute("data-lines", Pattern.compile("fridge/mxc/temperature"));
    page.locator(".legend button", new Page.LocatorOptions().setHasText("MXC")).click();
    assertThat(page.locator(".plot"))
        .not()
        .hasAttribute("data-lines", Pattern.compile("fridge/mxc/temperature"));
    page.locator(".plot select").selectOption("mbar");
    assertThat(page.locator(".plot h2")).containsText("Pressures");
    assertThat(page.locator(".plot")).hasAttribute("data-lines", Pattern.compile("fridge/p1"));
    page.waitForCondition(() -> coloured(page) > 200);
    save(page, "pressures");
    assertEquals(List.of(), complaints);
  }

  @Test
  void aLostConnectionIsToldAndFoundAgain() {
    var page = open();
    int port = server.address().getPort();
    server.close();
    assertThat(page.locator(".banner[role=alert]")).containsText("Connection to the station lost");
    assertThat(page.locator(MXC)).hasClass(Pattern.compile("stale"));
    assertThat(page.locator("time.now")).hasText("not connected");
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("lost.png")));
    station.report("fridge/mxc/temperature", 0.0101);
    server = WebServer.start(station, WebSettings.onLoopback(port));
    assertThat(page.locator(".banner")).not().isVisible();
    assertThat(page.locator(MXC + " .value")).hasText("10.1 mK");
    assertThat(page.locator(MXC)).not().hasClass(Pattern.compile("stale"));
  }

  @Test
  void onAPhoneOneColumnBeginsWithTheAlarms() {
    var page = open("", 390, 844, ColorScheme.LIGHT);
    save(page, "phone");
    double alarms = page.locator(".alarms").boundingBox().y;
    double cards = page.locator(".cards").boundingBox().y;
    double plot = page.locator(".plot").boundingBox().y;
    double notices = page.locator(".notices").boundingBox().y;
    assertTrue(alarms < cards && cards < plot && plot < notices, "alarms, cards, plot, notices");
    assertEquals(390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
    assertEquals(List.of(), complaints);
  }

  @Test
  void aWallDisplayIsLargerAndHasNoControls() {
    var page = open("?wall", 1920, 1080, ColorScheme.DARK);
    save(page, "wall");
    assertThat(page.locator(".plot .controls")).hasCount(0);
    assertEquals("19px", page.evaluate("getComputedStyle(document.documentElement).fontSize"));
    assertEquals(List.of(), complaints);
  }

  @Test
  void textsFromOutsideAreInert() {
    var page = open();
    var nasty =
        "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
    var notice =
        station.notice(
            "nasty",
            station.now(),
            Notice.Kind.ALARM,
            Severity.WARNING,
            nasty,
            nasty,
            Optional.empty());
    station.tell(
        notice,
        new OutboxEntry(
            9, notice, "hook", "hook", OutboxEntry.State.PARKED, 1, station.now(), nasty, false));
    station.reportMissing("fridge/mxc/temperature", nasty);
    assertThat(page.locator("[data-notice=nasty] .title")).containsText("<script>");
    assertThat(page.locator(MXC + " .foot")).containsText("<img src=x");
    assertThat(page.locator("main img")).hasCount(0);
    assertThat(page).hasTitle("2 alarms: Blue lab");
    assertEquals(List.of(), complaints);
  }

  @Test
  void aStationThatCannotStoreSaysSoUntilItCan() {
    var page = open();
    assertThat(page.locator(".banner")).hasCount(0);
    station.storeTrouble("disk full");
    assertThat(page.locator(".banner[role=alert]"))
        .containsText("Readings are not being stored: disk full");
    station.storeTrouble("");
    assertThat(page.locator(".banner")).hasCount(0);
  }

  /** Serves a station whose only channel has a reading every 5 s since so long. */
  private ScriptedStation serveYoungStation(Duration since) {
    var young = new ScriptedStation("Young lab", ZoneOffset.UTC, BlueLab.NOW);
    var id = new ChannelId("fridge/mxc/temperature");
    young.declare(Channel.number(id, Unit.of("K"), "MXC", Duration.ofSeconds(5)));
    for (long ago = since.toSeconds(); ago >= 0; ago -= 5) {
      young.remember(Reading.measured(id, BlueLab.NOW.minusSeconds(ago), 0, 4 + ago / 100.0));
    }
    server.close();
    server = WebServer.start(young, WebSettings.onLoopback(0));
    return young;
  }

  @Test
  void thePlotAndTheSparklinesBeginWithTheShortestStretchThatCoversTheData() {
    var young = serveYoungStation(Duration.ofSeconds(90));
    var page = open();
    waitForPlot(page);
    assertEquals(300e3, span(page.locator(".plot")), 1);
    assertThat(page.locator(".plot h2")).containsText("last 5 min");
    page.waitForCondition(() -> coloured(page) > 100);
    assertTrue(sparkWidth(page) > 0.2, "90 s of 5 min are seen in the sparkline");
    young.advance(Duration.ofMinutes(6));
    young.report("fridge/mxc/temperature", 4.1);
    assertThat(page.locator(".plot h2")).containsText("last 15 min");
    page.waitForCondition(() -> span(page.locator(".plot")) == 900e3);
    page.locator(".controls button", new Page.LocatorOptions().setHasText("1 h")).click();
    assertThat(page.locator(".plot h2")).containsText("last 1 h");
    young.advance(Duration.ofHours(2));
    young.report("fridge/mxc/temperature", 4.2);
    assertThat(page.locator(MXC + " .value")).hasText("4.2 K");
    assertThat(page.locator(".plot h2")).containsText("last 1 h");
    assertEquals(List.of(), complaints);
  }

  /** Which part of the sparkline's width is drawn. */
  private static double sparkWidth(Page page) {
    return ((Number)
            page.locator(MXC + " .spark path").evaluate("path => path.getBBox().width / 100"))
        .doubleValue();
  }

  @Test
  void aLoneReadingIsADotInTheSparkline() {
    serveYoungStation(Duration.ZERO);
    var page = open();
    assertThat(page.locator(MXC + " .spark path")).hasAttribute("d", Pattern.compile("h0$"));
  }

  @Test
  void anAlarmedCardNamesTheLimitOfTheAlarmsOwnRule() {
    var channel = new ChannelId("fridge/mxc/temperature");
    station.rule(
        new RuleStatus(
            "mxc-warms",
            channel,
            "high",
            Optional.of("50 mK"),
            Optional.of("100 mK"),
            Optional.empty()));
    station.rule(
        new RuleStatus(
            "mxc-hot", channel, "high", Optional.of("5 K"), Optional.of("20 K"), Optional.empty()));
    var page = open();
    station.raise(alarm("mxc-hot/high", "mxc-hot", "MXC is hot"));
    assertThat(page.locator(MXC + " .foot")).hasText("above 20 K for 0 s");
    station.clear("mxc-hot/high");
    station.raise(
        alarm("mxc/unknown", "no value " + channel.text(), channel.text() + " is unknown"));
    assertThat(page.locator(MXC + " .foot")).hasText("is unknown for 0 s");
  }

  private AlarmStatus alarm(String id, String rule, String title) {
    return AlarmStatus.active(
        id,
        rule,
        Notice.Kind.ALARM,
        Severity.WARNING,
        station.now(),
        title,
        title,
        Optional.of(new ChannelId("fridge/mxc/temperature")));
  }

  @Test
  void anEdgeOfSeverityInfoIsANoticeAndNoAlarm() {
    var page = open();
    for (var severity : Severity.values()) {
      station.tell(
          station.notice(
              "edge-" + severity.word(),
              station.now(),
              Notice.Kind.ALARM,
              severity,
              "MC < 50 mK",
              "fridge/mxc/temperature is 49 mK",
              Optional.empty()));
    }
    assertThat(page.locator("[data-notice=edge-info] .detail").first())
        .containsText(Pattern.compile("^notice"));
    assertThat(page.locator("[data-notice=edge-info]")).not().containsText("alarm");
    for (var grave : List.of("edge-warning", "edge-critical")) {
      assertThat(page.locator("[data-notice=" + grave + "] .detail").first())
          .containsText(Pattern.compile("^alarm"));
    }
  }

  @Test
  void theKeyboardZoomsAndGoesBackWithAVisibleFocus() {
    var page = open();
    waitForPlot(page);
    var plot = page.locator(".plot");
    double whole = span(plot);
    for (int presses = 0; presses < 40 && !page.locator(".chart:focus").isVisible(); presses++) {
      page.keyboard().press("Tab");
    }
    assertEquals(
        "solid", page.locator(".chart").evaluate("chart => getComputedStyle(chart).outlineStyle"));
    page.keyboard().press("+");
    page.waitForCondition(() -> span(plot) == whole / 2);
    page.keyboard().press("Escape");
    page.waitForCondition(() -> span(plot) == whole);
    assertEquals(List.of(), complaints);
  }
}
