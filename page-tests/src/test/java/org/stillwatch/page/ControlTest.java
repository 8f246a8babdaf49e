package org.stillwatch.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.interlock.Interlock;
import org.stillwatch.core.lease.Lease;
import org.stillwatch.core.lease.LeaseRequest;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.BlueLabSupply;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.Role;
import org.stillwatch.web.User;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** What may be commanded on the page: outputs, leases, interlocks. */
class ControlTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String ALL_OFF = ".bar .all-off";
  private static final String SAFE = "hv1: all outputs are safe, or on their way there";

  private static @Nullable Chromium chromium;

  private final ScriptedStation station = BlueLab.withSupply();
  private final List<String> complaints = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private WebServer server = WebServer.start(station, WebSettings.onLoopback(0));

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
    contexts.forEach(BrowserContext::close);
    server.close();
  }

  private void serveTo(User... users) {
    server.close();
    server = WebServer.start(station, WebSettings.onLoopback(0).withUsers(users));
  }

  /** A new session of a browser. */
  private Page blank(int width, int height, double scale, ColorScheme scheme) {
    if (chromium == null) {
      throw new IllegalStateException("chromium was not started");
    }
    var context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setDeviceScaleFactor(scale)
                    .setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setLocale("en-GB"));
    contexts.add(context);
    var page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // the browser itself tells of an answer with status 409 or 502
          if (message.type().equals("error") && !message.text().contains("with a status of")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  private Page open() {
    var page = blank(1440, 900, 1, ColorScheme.LIGHT);
    page.navigate(server.address() + "#control");
    return page;
  }

  private static void logIn(Page page, String token) {
    button(page.locator(".door form"), "with a token").click();
    page.locator("[name=token]").fill(token);
    page.locator(".door [type=submit]").click();
  }

  private static void save(Page page, String name) {
    var saved =
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    assertEquals((byte) 'P', saved[1]);
  }

  private static Locator button(Locator where, String name) {
    return where.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile(name)));
  }

  private static Locator setting(Page page, String id) {
    return page.locator("[data-setting='hv1/" + id + "']");
  }

  private static Locator output(Page page, String name) {
    return page.locator("[data-output=" + name + "]");
  }

  private static Locator hv1(Page page) {
    return page.locator("[data-instrument=hv1]");
  }

  private static Locator interlock(Page page, String name) {
    return page.locator("[data-interlock=" + name + "]");
  }

  private double present(String id) {
    var wanted = "hv1/" + id;
    return station.control().settings().stream()
        .filter(setting -> setting.id().text().equals(wanted))
        .findFirst()
        .flatMap(station.control()::present)
        .orElseThrow();
  }

  private String holder() {
    return station.control().leases().stream()
        .filter(each -> each.instrument().equals("hv1"))
        .flatMap(each -> each.state().held().stream())
        .map(Lease::owner)
        .findFirst()
        .orElse("nobody");
  }

  private void takenBy(String owner) {
    var ticket =
        station
            .control()
            .takeLease(
                "hv1",
                new LeaseRequest(
                    owner,
                    "gain scan",
                    Lease.Mode.LONG_RUN,
                    Duration.ofHours(2),
                    Lease.IfLost.HOLD,
                    false));
    assertTrue(ticket.given());
  }

  private static void confirm(Page page, String who, String why) {
    page.locator("dialog [name=who]").fill(who);
    page.locator("dialog [name=why]").fill(why);
    page.locator("dialog [type=submit]").click();
  }

  @Test
  void eachOutputShowsWhatIsMeasuredSetAndWrong() {
    var page = open();
    assertThat(output(page, "ch0").locator("[data-channel$=vmon]")).hasText("840 V3 s");
    assertThat(setting(page, "ch0/vset")).hasValue("1500");
    assertThat(output(page, "ch0").locator(".state")).hasText("ramping up3 s");
    assertThat(output(page, "ch0").locator(".state .mark")).hasCount(0);
    assertThat(output(page, "ch1").locator("[data-channel$=imon]")).hasText("0.41 µAstale 4 min");
    assertThat(output(page, "ch1").locator("[data-channel$=imon]"))
        .hasClass(Pattern.compile("stale"));
    assertThat(output(page, "ch2").locator("[data-channel$=imon]")).hasText("—over range");
    assertThat(output(page, "ch2").locator(".state")).containsText("tripped");
    assertThat(output(page, "ch2").locator(".state .mark")).hasClass(Pattern.compile("warning"));
    assertThat(hv1(page).locator("h2")).hasText("hv1 caen-hv 3 of 4 on · CH2 tripped");
    station.report("hv1/ch0/vmon", 851.5);
    assertThat(output(page, "ch0").locator("[data-channel$=vmon] .value")).hasText("851.5 V");
    save(page, "control-light");
    assertEquals(List.of(), complaints);
  }

  @Test
  void severalValuesAreSetTogetherWithAReasonOnceConfirmed() {
    var page = open();
    setting(page, "ch0/vset").fill("1600");
    setting(page, "ch0/rup").fill("25");
    setting(page, "ch3/vset").fill("1400");
    button(hv1(page), "Set 3 values").click();
    var changes = page.locator("dialog .changes li");
    assertThat(changes)
        .hasText(
            new String[] {
              "CH0 ramp up50 V/s → 25 V/ssets how fast the voltage rises",
              "CH0 voltage1\u2009500 V → 1\u2009600 V▲ the output rises at 25 V/s, in about 30 s",
              "CH3 voltage1\u2009500 V → 1\u2009400 Vthe output falls at 100 V/s, in about 1 s"
            });
    page.locator("dialog [name=who]").fill("anna");
    page.locator("dialog [type=submit]").click();
    assertThat(page.locator("dialog [name=why]")).isFocused();
    assertEquals(1500, present("ch0/vset"), "without a reason nothing is sent");
    save(page, "control-confirm");
    page.locator("dialog [name=why]").fill("gain scan");
    page.locator("dialog [name=why]").press("Enter");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(hv1(page).locator(".told")).containsText("hv1/ch3/vset is 1400 V now");
    assertEquals(1600, present("ch0/vset"));
    assertEquals(25, present("ch0/rup"));
    assertTrue(
        station.control().lines().contains("anna: is asked to become 1600 V (gain scan)"),
        station.control().lines().toString());
    assertThat(setting(page, "ch0/vset")).hasValue("1600");
    assertThat(button(hv1(page), "Set 3 values")).hasCount(0);
    button(output(page, "ch2"), "CH2 on").click();
    assertThat(page.locator("dialog [name=why]")).hasValue("gain scan");
    assertThat(page.locator("dialog .changes")).containsText("off → on");
    assertThat(page.locator("dialog .changes"))
        .containsText("the output goes to 1\u2009500 V at 50 V/s, in about 30 s");
    assertEquals(List.of(), complaints);
  }

  @Test
  void aValueThatCannotBeIsToldAtItsFieldAndNotSent() {
    var page = open();
    setting(page, "ch0/vset").fill("5000");
    assertThat(output(page, "ch0").locator("[role=alert]"))
        .hasText("expected a number in V, 0 to 3\u2009000");
    assertThat(hv1(page).locator(".bar [type=submit]")).isDisabled();
    setting(page, "ch0/vset").fill("NaN");
    assertThat(setting(page, "ch0/vset")).hasAttribute("aria-invalid", "true");
    button(hv1(page), "Discard").click();
    assertThat(setting(page, "ch0/vset")).hasValue("1500");
  }

  @Test
  void aRefusalOfTheStationIsShownInFullWhereItWasAsked() {
    var page = open();
    setting(page, "ch0/vset").fill("1600");
    setting(page, "ch0/vset").press("Enter");
    station.control().becomes(new Outcome.Failed("it says OK and still has 1500 V"));
    confirm(page, "anna", "gain scan");
    assertThat(page.locator("dialog [role=alert]"))
        .hasText("hv1/ch0/vset could not be changed: it says OK and still has 1500 V");
    assertEquals(1500, present("ch0/vset"));
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(setting(page, "ch0/vset")).hasValue("1600");
    button(output(page, "ch0"), "CH0 off").click();
    assertThat(hv1(page).locator(".told[role=alert]"))
        .containsText("hv1/ch0/power could not be changed: it says OK and still has 1500 V");
    assertEquals(List.of(), complaints);
  }

  @Test
  void allIsOffByOneClickWhateverStandsInTheWay() {
    takenBy("anna");
    BlueLabSupply.gas(station, 40);
    var page = open();
    setting(page, "ch3/vset").fill("1600");
    page.locator(ALL_OFF).click();
    assertThat(hv1(page).locator(".told[role=status]")).containsText(SAFE);
    assertEquals(0, present("ch0/power"));
    assertEquals(0, present("ch3/power"));
    assertThat(button(output(page, "ch3"), "CH3 off")).hasAttribute("aria-pressed", "true");
    assertEquals("anna", holder());
    assertEquals(List.of(), complaints);
  }

  @Test
  void allIsOffFromWithinTheQuestionToo() {
    var page = open();
    setting(page, "ch3/vset").fill("1600");
    setting(page, "ch3/vset").press("Enter");
    page.locator("dialog .all-off").click();
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(hv1(page).locator(".told[role=status]")).containsText(SAFE);
    assertEquals(0, present("ch3/power"));
  }

  @Test
  void oneOutputIsOffAtOnceAndNeedsNoReason() {
    takenBy("anna");
    var page = open();
    button(output(page, "ch3"), "CH3 off").click();
    assertThat(hv1(page).locator(".told[role=status]"))
        .containsText("hv1/ch3/power is off now, it was on");
    assertThat(page.locator("dialog")).hasCount(0);
    assertEquals(1, present("ch0/power"));
  }

  @Test
  void whyOutputsMayNotRiseIsSaidWhereOneWouldPress() {
    BlueLabSupply.gas(station, 40);
    var page = open();
    var why = "Outputs may not rise: interlock 'gas-good' does not permit it";
    assertThat(hv1(page).locator(".held-back")).containsText(why);
    assertThat(interlock(page, "gas-good")).containsText("does not permit");
    assertThat(interlock(page, "gas-lost")).containsText("all is well");
    setting(page, "ch3/vset").fill("1600");
    setting(page, "ch3/vset").press("Enter");
    assertThat(page.locator("dialog .hindrances")).containsText(why);
    confirm(page, "anna", "gain scan");
    assertThat(page.locator("dialog [role=alert]"))
        .containsText("hv1/ch3/vset was not changed: interlock 'gas-good' does not permit it");
    page.keyboard().press("Escape");
    BlueLabSupply.gas(station, 60);
    assertThat(interlock(page, "gas-lost")).containsText("forces the outputs down");
    assertThat(interlock(page, "gas-lost").locator(".mark")).hasClass(Pattern.compile("critical"));
    BlueLabSupply.gas(station, 28);
    assertThat(hv1(page).locator(".held-back")).hasCount(0);
    assertEquals(List.of(), complaints);
  }

  private static void takeLease(Page page, String action, String who, String purpose) {
    hv1(page).locator("[data-act=" + action + "]").click();
    var form = hv1(page).locator(".lease form");
    form.locator("[name=purpose]").fill(purpose);
    if (form.locator("[name=who]").count() > 0) {
      form.locator("[name=who]").fill(who);
    }
    if (action.equals("break")) {
      form.locator("[name=why]").fill("nobody is there");
    }
    form.locator("[type=submit]").click();
  }

  @Test
  void aLeaseIsSeenByOthersWhoMayWaitOrBreakIt() {
    var anna = open();
    assertThat(hv1(anna).locator(".lease")).containsText("Nobody has hv1");
    takeLease(anna, "take", "anna", "gain scan");
    assertThat(hv1(anna).locator(".lease")).containsText("You have hv1: gain scan");
    setting(anna, "ch3/vset").fill("1490");
    setting(anna, "ch3/vset").press("Enter");
    anna.locator("dialog [name=why]").fill("scan");
    anna.locator("dialog [type=submit]").click();
    assertThat(hv1(anna).locator(".told")).containsText("hv1/ch3/vset is 1490 V now");
    anna.reload();
    assertThat(hv1(anna).locator(".lease")).containsText("You have hv1: gain scan");

    var ben = open();
    assertThat(hv1(ben).locator(".lease")).containsText("anna has hv1: gain scan");
    setting(ben, "ch3/vset").fill("1480");
    setting(ben, "ch3/vset").press("Enter");
    assertThat(ben.locator("dialog .hindrances")).containsText("anna has hv1 (gain scan)");
    confirm(ben, "ben", "try");
    assertThat(ben.locator("dialog [role=alert]")).containsText("anna (gain scan) has hv1; wait");
    ben.keyboard().press("Escape");
    takeLease(ben, "wait", "ben", "training");
    assertThat(hv1(ben).locator(".lease")).containsText("You are 1st in the queue");
    assertThat(hv1(anna).locator(".lease")).containsText("waiting: ben (training)");
    save(ben, "control-waiting");
    button(hv1(ben), "Wait no longer").click();
    assertThat(hv1(ben).locator("[data-act=break]")).isVisible();
    takeLease(ben, "break", "ben", "training");
    assertThat(hv1(ben).locator(".lease")).containsText("You have hv1: training");
    assertEquals("ben", holder());
    assertThat(hv1(anna).locator(".lease")).containsText("Your lease ended");
    button(hv1(ben), "Give back").click();
    assertThat(hv1(ben).locator(".lease")).containsText("Nobody has hv1");
    assertEquals("nobody", holder());
    assertEquals(List.of(), complaints);
  }

  @Test
  void aLeaseIsKeptWhileThePageIsSeenAndEndsWhenItIsNot() {
    var page = blank(1440, 900, 1, ColorScheme.LIGHT);
    page.clock().install();
    page.navigate(server.address() + "#control");
    takeLease(page, "take", "anna", "gain scan");
    assertThat(hv1(page).locator(".lease")).containsText("You have hv1");
    for (int i = 0; i < 3; i++) {
      station.advance(Duration.ofSeconds(50));
      var beat = page.waitForResponse("**/beat", () -> page.clock().runFor(21_000));
      assertEquals(200, beat.status());
    }
    assertEquals("anna", holder());
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})");
    var asked = new ArrayList<String>();
    page.onRequest(request -> asked.add(request.url()));
    page.clock().runFor(90_000);
    assertFalse(asked.stream().anyMatch(url -> url.endsWith("/beat")), asked.toString());
    station.advance(Duration.ofSeconds(61));
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
    assertThat(hv1(page).locator(".lease [role=alert]")).containsText("Your lease ended");
    assertThat(hv1(page).locator(".lease")).containsText("Nobody has hv1");
    assertEquals(List.of(), complaints);
  }

  @Test
  void aViewerSeesAllAndHasNothingToPress() {
    takenBy("anna");
    serveTo(User.withToken("wall", Role.VIEWER, "a token"));
    var page = open();
    logIn(page, "a token");
    assertThat(output(page, "ch2")).containsText("tripped");
    assertThat(setting(page, "ch0/vset")).hasText("1\u2009500 V");
    assertThat(hv1(page).locator(".lease")).containsText("anna has hv1: gain scan");
    assertThat(interlock(page, "gas-lost")).containsText("proven Thu 16:42 by anna");
    assertThat(page.locator("main.control button:not([aria-expanded])")).hasCount(0);
    assertThat(page.locator("main.control :is(input, select)")).hasCount(0);
    button(output(page, "ch0"), "More of CH0").click();
    assertThat(setting(page, "ch0/maxv")).hasText("1\u2009800 V");
    assertEquals(List.of(), complaints);
  }

  @Test
  void anOperatorLeavesProtectionAndInterlocksToExperts() {
    serveTo(User.withToken("olga", Role.OPERATOR, "a token"));
    var page = open();
    logIn(page, "a token");
    assertThat(page.locator(ALL_OFF)).isVisible();
    button(output(page, "ch0"), "More of CH0").click();
    assertThat(setting(page, "ch0/rdw")).hasValue("100");
    assertThat(setting(page, "ch0/maxv")).hasText("1\u2009800 V");
    assertThat(page.locator(".interlocks button")).hasCount(0);
  }

  @Test
  void anExpertProvesAnInterlockOnceToldWhatItDrives() {
    station
        .control()
        .interlocks(
            new Interlock(
                "gas-shadow",
                Interlock.Kind.FORCE,
                "hv1",
                Condition.parse("gas/chamber/humidity below 45 %"),
                Duration.ZERO,
                Interlock.STALE,
                Optional.empty(),
                Optional.of("hv2")));
    var page = open();
    interlock(page, "gas-shadow").locator("[data-act=prove]").click();
    assertThat(page.locator("dialog")).containsText("Only outputs of hv2 are brought down");
    page.keyboard().press("Escape");
    interlock(page, "gas-good").locator("[data-act=prove]").click();
    assertThat(page.locator("dialog")).containsText("Nothing is brought down");
    page.keyboard().press("Escape");
    var prove = interlock(page, "gas-lost").locator("[data-act=prove]");
    prove.click();
    assertThat(page.locator("dialog")).containsText("The real outputs of hv1 are brought down");
    page.locator("dialog [name=who]").fill("eva");
    page.locator("dialog [type=submit]").click();
    assertThat(page.locator("dialog")).containsText("It passed.");
    assertThat(page.locator("dialog")).containsText("all channels have gone stale: acted");
    assertThat(button(page.locator("dialog"), "Close")).isFocused();
    page.keyboard().press("Enter");
    assertThat(prove).isFocused();
    assertThat(interlock(page, "gas-lost")).containsText("proven 16:42 by eva");
    assertEquals(List.of(), complaints);
  }

  @Test
  void anExpertPutsAnInterlockAsideForAWhileAndLetsItWorkAgain() {
    BlueLabSupply.gas(station, 40);
    var page = open();
    assertThat(hv1(page).locator(".held-back")).isVisible();
    var good = interlock(page, "gas-good");
    good.locator("[data-act=aside]").click();
    good.locator("[name=who]").fill("eva");
    good.locator("[name=for]").fill("2h");
    good.locator("[name=why]").fill("the sensor is changed");
    good.locator("[type=submit]").click();
    assertThat(good).containsText("put aside by eva until 18:42: the sensor is changed");
    assertThat(good).hasAttribute("data-armed", "false");
    assertThat(page.locator(".interlocks h2")).hasText("Interlocks 1 not armed");
    good.locator("[data-act=again]").click();
    good.locator("[type=submit]").click();
    assertThat(good).hasAttribute("data-armed", "true");
    assertThat(hv1(page).locator(".held-back")).isVisible();
    assertEquals(List.of(), complaints);
  }

  @Test
  void anyInstrumentWithSettingsCanBeCommanded() {
    var page = open();
    var gauge = page.locator("[data-instrument=gauge1]");
    assertThat(gauge.locator(".all-off")).hasCount(0);
    button(gauge, "filament on").click();
    assertThat(page.locator("dialog .changes")).containsText("not known → on");
    confirm(page, "anna", "leak test");
    assertThat(gauge.locator(".told")).containsText("gauge1/ion/filament is on now");
    assertThat(button(gauge, "filament on")).hasAttribute("aria-pressed", "true");
    button(gauge, "filament off").click();
    assertThat(gauge.locator(".told")).containsText("gauge1/ion/filament is off now");
    assertThat(page.locator("[data-instrument=pump1]")).containsText("not known");
  }

  @Test
  void whatIsOnlyDoneHasAButtonAndTroubleOfTheInstrumentIsSaid() {
    station
        .control()
        .offer(
            new Setting(
                new ChannelId("hv1/board/clear"),
                Unit.STATE,
                List.of("clear"),
                Optional.empty(),
                Optional.empty(),
                false,
                Setting.Touches.OTHER,
                "clears what the board remembers"));
    var page = open();
    assertThat(hv1(page).locator(".health")).containsText("trouble: 2 rows could not be read");
    setting(page, "board/clear").click();
    assertThat(page.locator("dialog .changes"))
        .hasText("Board clear alarmsclearclears what the board remembers");
    confirm(page, "anna", "seen");
    assertThat(hv1(page).locator(".told")).containsText("hv1/board/clear is clear now");
    assertEquals(List.of(), complaints);
  }

  @Test
  void everythingIsDoneWithTheKeyboardAlone() {
    var page = blank(1440, 900, 1, ColorScheme.DARK);
    page.navigate(server.address().toString());
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Control")).press("Enter");
    assertThat(page.locator(ALL_OFF)).isVisible();
    setting(page, "ch0/vset").focus();
    page.keyboard().press("Control+A");
    page.keyboard().type("1550");
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog [name=why]")).isFocused();
    page.keyboard().type("gain scan");
    page.keyboard().press("Tab");
    page.keyboard().type("anna");
    page.keyboard().press("Enter");
    assertThat(hv1(page).locator(".told")).containsText("hv1/ch0/vset is 1550 V now");
    assertThat(setting(page, "ch0/vset")).isFocused();
    page.keyboard().press("Shift+Tab"); // closes the message
    page.keyboard().press("Shift+Tab");
    assertThat(page.locator(ALL_OFF)).isFocused();
    page.keyboard().press("Enter");
    assertThat(hv1(page).locator(".told")).containsText(SAFE);
    assertEquals(0, present("ch0/power"));
    save(page, "control-dark");
    assertEquals(List.of(), complaints);
  }

  @Test
  void itFitsANarrowPhoneAndLargeLettersWithOffWithinReach() {
    BlueLabSupply.gas(station, 40);
    takenBy("anna");
    record Screen(String name, int width, int height, double scale, ColorScheme scheme) {}
    for (var screen :
        List.of(
            new Screen("phone-light", 360, 740, 2, ColorScheme.LIGHT),
            new Screen("phone-dark", 360, 740, 2, ColorScheme.DARK),
            new Screen("zoom-200", 720, 450, 2, ColorScheme.LIGHT))) {
      var page = blank(screen.width(), screen.height(), screen.scale(), screen.scheme());
      page.navigate(server.address() + "#control");
      button(output(page, "ch3"), "More of CH3").click();
      setting(page, "ch3/rdw").fill("80");
      assertThat(page.locator(ALL_OFF)).isInViewport();
      save(page, "control-" + screen.name());
      setting(page, "ch3/vset").fill("1600");
      setting(page, "ch3/vset").press("Enter");
      assertThat(page.locator("dialog [type=submit]")).isInViewport();
      assertEquals(
          screen.width(),
          ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
      save(page, "control-question-" + screen.name());
    }
    assertEquals(List.of(), complaints);
  }
}
