package org.stillwatch.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.BlueLabRuns;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.Role;
import org.stillwatch.web.User;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** Procedures on the page: what runs, how it is started, how earlier runs went. */
class ProceduresTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String RUN = ".run[data-run='" + BlueLabRuns.ACTIVE + "']";

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

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
    server.close();
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
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setLocale("en-GB"));
    var page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // the browser itself tells of an answer with status 400
          if (message.type().equals("error") && !message.text().contains("status of 4")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(server.address() + path);
    return page;
  }

  private Page open() {
    return open("#procedures", 1440, 900, ColorScheme.LIGHT);
  }

  private static void save(Page page, String name) {
    var saved =
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    assertEquals((byte) 'P', saved[1]);
  }

  private static Locator button(Locator where, String name) {
    return where.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile(name)));
  }

  private void show(
      Optional<Run.Lost> lost, boolean late, boolean stalled, Optional<Instant> paused) {
    station.show(
        BlueLabRuns.activeAt(
            new Run.Position(
                4,
                BlueLabRuns.STEPS.get(4),
                BlueLab.NOW.minus(Duration.ofHours(8)),
                ConditionState.START,
                List.of(),
                lost,
                late,
                stalled,
                paused)));
  }

  @Test
  void theOverviewSaysHowFarARunHasGot() {
    var page = open("", 1440, 900, ColorScheme.LIGHT);
    var run = page.locator(RUN);
    assertThat(run.locator("h2")).hasText("Full Cooldown step 3 of 6 · started Thu 01:42");
    assertThat(run).containsText("by anna · new sample holder");
    assertThat(run.locator("li.passed"))
        .containsText(new String[] {"Snapshot \"Before Cooldown\"", "Still ≤ 4 K08:15"});
    assertThat(run.locator("[aria-current=step]")).hasText("▸MXC ≤ 9 mKnow 9.31 mK");
    assertThat(run.locator("li.next"))
        .hasText(new String[] {"2 h later", "Snapshot \"Base Temperature\"", "Then circulation"});
    station.report("fridge/mxc/temperature", 0.0091);
    assertThat(run.locator("[aria-current=step]")).containsText("now 9.1 mK");
    assertEquals(List.of(), complaints);
  }

  @Test
  void aLostRunSaysWhichChannelHasNoValue() {
    station.reportMissing("fridge/mxc/temperature", "sensor off");
    var lost = new Run.Lost(BlueLab.NOW.minus(Duration.ofMinutes(7)), true);
    show(Optional.of(lost), true, true, Optional.empty());
    var page = open("", 1440, 900, ColorScheme.LIGHT);
    var troubles = page.locator(RUN + " .troubles li");
    assertThat(troubles).hasCount(3);
    assertThat(troubles.first()).containsText("fridge/mxc/temperature has no value (sensor off)");
    assertThat(troubles.first().locator(".mark")).hasClass(Pattern.compile("warning"));
    assertThat(page.locator(RUN + " [aria-current=step]")).containsText("no value now");
    save(page, "run-lost");
    show(Optional.empty(), false, false, Optional.empty());
    assertThat(troubles).hasCount(0);
  }

  @Test
  void aRunIsPausedWithAReasonAndGoesOn() {
    var page = open();
    var run = page.locator(RUN);
    button(run, "Pause").click();
    assertThat(run.locator("form")).containsText("its waiting times stand still");
    run.locator("[name=who]").fill("ben");
    run.locator("[name=why]").fill("liquid nitrogen is late");
    save(page, "run-pausing");
    run.locator("[name=why]").press("Enter");
    assertThat(run.locator(".held")).hasText("Paused since 16:42: its waiting times stand still.");
    assertEquals(
        "PAUSE " + BlueLabRuns.ACTIVE + " by ben: liquid nitrogen is late",
        station.asked().getLast());
    assertThat(button(run, "Pause")).hasCount(0);
    assertThat(button(run, "Resume")).isFocused();
    save(page, "run-paused");
    button(run, "Resume").press("Enter");
    assertThat(run.locator("form")).containsText("as ben");
    run.locator("[type=submit]").click();
    assertThat(run.locator(".held")).hasCount(0);
    assertEquals(List.of(), complaints);
  }

  @Test
  void stoppingAsksFirstAndTheRunMovesToTheEarlierOnes() {
    var page = open();
    var run = page.locator(RUN);
    button(run, "Stop").click();
    assertThat(run.locator("form")).containsText("Full Cooldown ends here");
    run.locator("[name=why]").press("Escape");
    assertThat(run.locator("form")).hasCount(0);
    assertThat(button(run, "Stop")).isFocused();
    assertEquals(List.of(), station.asked());
    button(run, "Stop").click();
    run.locator("[name=who]").fill("anna");
    run.locator("[type=submit]").click();
    assertThat(page.locator(".run h2")).hasText("Nothing runs now");
    var ended = page.locator(".ended [data-run='" + BlueLabRuns.ACTIVE + "']");
    assertThat(ended).containsText("stopped by anna");
    assertThat(ended).containsText("Still ≤ 4 K after 30 h 33 min");
  }

  @Test
  void aRefusalOfTheStationIsSaidInTheForm() {
    show(Optional.empty(), false, false, Optional.of(BlueLab.NOW));
    var page = open();
    var run = page.locator(RUN);
    button(run, "Resume").click();
    run.locator("[name=who]").fill("anna");
    server.close();
    run.locator("[type=submit]").click();
    assertThat(run.locator("[role=alert]")).isVisible();
  }

  @Test
  void aProcedureStartsWithUsualValuesAndSaysItsWarnings() {
    station.warn("fridge/still/temperature is already at 0.853 K, not above 4 K");
    var page = open();
    var form = page.locator(".start form");
    var base = form.getByLabel("Base temperature");
    assertThat(base).hasAttribute("placeholder", "9 mK");
    base.fill("15 mK");
    form.getByLabel("Comment").fill("second try");
    form.getByLabel("Your name").fill("anna");
    form.getByLabel("Comment").press("Enter");
    assertThat(page.locator(".started")).containsText("Full Cooldown was started, but");
    assertThat(page.locator(".started li"))
        .hasText("fridge/still/temperature is already at 0.853 K, not above 4 K");
    assertThat(page.locator(".run")).hasCount(2);
    assertThat(page.locator(".run").first()).containsText("by anna · second try");
    assertThat(page.locator(".run").first()).containsText("Until it is stopped");
    var run = station.runs().getFirst().run();
    assertEquals("{baseT=15 mK}", run.arguments().toString());
    assertThat(base).hasValue("");
    save(page, "procedure-started");
    assertEquals(List.of(), complaints);
  }

  @Test
  void whatIsNoValueIsSaidAtItsField() {
    var page = open();
    var form = page.locator(".start form");
    form.getByLabel("Your name").fill("anna");
    form.getByLabel("Still threshold").fill("cold");
    form.getByLabel("Base temperature").fill("5 mbar");
    form.locator("[type=submit]").click();
    assertThat(form.locator("[role=alert]")).hasCount(2);
    assertThat(form.locator("#parameter-baseT-wrong"))
        .hasText("'5 mbar' does not fit; expected a value in mK");
    assertThat(form.getByLabel("Base temperature")).hasAttribute("aria-invalid", "true");
    save(page, "procedure-wrong-values");
    form.getByLabel("Still threshold").fill("4");
    form.getByLabel("Base temperature").fill("");
    station.refuse("Full Cooldown cannot start: Warmup is running on fridge");
    form.locator("[type=submit]").click();
    assertThat(form.locator("[role=alert]"))
        .hasText("Full Cooldown cannot start: Warmup is running on fridge");
    assertEquals(4, station.runs().size());
    assertEquals(List.of(), complaints);
  }

  @Test
  void anotherProcedureAsksForItsOwnValues() {
    var page = open();
    page.locator("[name=procedure]").selectOption("reading-snapshot");
    var form = page.locator(".start form");
    assertThat(form).containsText("Takes one snapshot.");
    assertThat(form.getByLabel("Status of the cryostat"))
        .hasAttribute("placeholder", "Base Temperature");
    assertThat(form.locator(".unit")).hasCount(0);
    assertThat(form.locator("[type=submit]")).hasText("Start Reading Snapshot");
  }

  @Test
  void thisRunLiesOverTheEarlierOnesInHoursSinceTheStart() {
    var page = open();
    var overlay = page.locator(".overlay");
    assertThat(overlay)
        .hasAttribute("data-lines", Pattern.compile("^5709 d03e fa11 " + BlueLabRuns.ACTIVE + "$"));
    assertThat(overlay).hasAttribute("data-scale", "log");
    assertThat(overlay.locator(".legend button"))
        .hasText(new String[] {"this run", "14 Jul", "3 Mar", "12 Jan"});
    assertThat(overlay.locator(".tick")).hasAttribute("title", "30 h 33 min Still ≤ 4 K");
    save(page, "procedures-light");
    button(overlay, "3 Mar").click();
    assertThat(overlay)
        .hasAttribute("data-lines", Pattern.compile("^5709 fa11 " + BlueLabRuns.ACTIVE + "$"));
    overlay.locator("select").selectOption("fridge/still/temperature");
    assertThat(overlay.locator("h2")).containsText("Still");
    button(overlay, "^log$").click();
    assertThat(overlay).hasAttribute("data-scale", "linear");
    overlay.locator(".chart").press("+");
    assertThat(button(overlay, "Back")).isVisible();
    overlay.locator(".chart").press("Escape");
    assertThat(button(overlay, "Back")).hasCount(0);
    button(page.locator(".ended [data-run=d03e]"), "Show the course").click();
    assertThat(overlay).hasAttribute("data-lines", "5709 d03e");
    assertEquals(List.of(), complaints);
  }

  @Test
  void itFitsADarkPhoneAndOneComesThereByKeyboard() {
    var lost = new Run.Lost(BlueLab.NOW.minus(Duration.ofMinutes(7)), true);
    show(Optional.of(lost), false, false, Optional.empty());
    var page = open("", 390, 844, ColorScheme.DARK);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Procedures")).press("Enter");
    assertThat(page.locator(".overlay canvas")).isVisible();
    assertThat(page.locator("nav [aria-current=page]")).hasText("Procedures");
    button(page.locator(RUN), "Stop").click();
    save(page, "procedures-phone");
    assertEquals(390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
    page.goBack();
    assertThat(page.locator(".card").first()).isVisible();
    assertEquals(List.of(), complaints);
  }

  @Test
  void aViewerSeesRunsAndHasNoButtonsToTouchThem() {
    server.close();
    server =
        WebServer.start(
            station,
            WebSettings.onLoopback(0).withUsers(User.withToken("wall", Role.VIEWER, "a token")));
    var page = open();
    button(page.locator(".door form"), "with a token").click();
    page.locator("[name=token]").fill("a token");
    page.locator(".door [type=submit]").click();
    assertThat(page.locator(RUN)).isVisible();
    assertThat(page.locator(RUN + " button")).hasCount(0);
    assertThat(page.locator(".start")).hasCount(0);
  }

  @Test
  void theWallShowsTheRunWithoutButtons() {
    var page = open("?wall", 1920, 1080, ColorScheme.DARK);
    assertThat(page.locator(RUN)).isVisible();
    assertThat(page.locator(RUN + " button")).hasCount(0);
    assertThat(page.locator("nav a")).hasCount(1);
  }

  @Test
  void aStationWithoutProceduresShowsNothingOfThem() {
    var book = station.procedures();
    station.procedures(ProcedureBook.none(book.station(), book.zone()));
    station.runs().forEach(view -> station.forget(view.run().id()));
    var page = open();
    assertThat(page.locator(".card").first()).isVisible();
    assertThat(page.locator("nav a")).hasText(new String[] {"Overview", "Control"});
    assertThat(page.locator(".run")).hasCount(0);
  }
}
