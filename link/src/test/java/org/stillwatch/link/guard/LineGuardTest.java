package org.stillwatch.link.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.link.guard.GuardState.Phase;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.tcp.TcpPort;
import org.stillwatch.simulators.wire.TcpHost;

/** A guard with real sockets, between a simulated supply and the station's side. */
class LineGuardTest {

  private static final Duration LOSS = GuardPlan.SHORTEST;
  private static final Duration ENOUGH = Duration.ofSeconds(30);

  @TempDir private Path data = Path.of("");
  private final SmallSupply supply = new SmallSupply();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private TcpHost host;
  private GuardPlace place = GuardPlace.of(data, "hv1");
  private GuardPlan plan;

  LineGuardTest() throws IOException {
    host = TcpHost.onLoopback(supply);
    plan = plan(Optional.empty());
  }

  @BeforeEach
  void whereItIs() {
    place = GuardPlace.of(data, "hv1");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
    host.close();
  }

  private GuardPlan plan(Optional<OnLoss> onLoss) {
    return plan(onLoss, new SmallSupply.Safety());
  }

  private GuardPlan plan(Optional<OnLoss> onLoss, Outputs outputs) {
    return new GuardPlan(
        new TcpPort("127.0.0.1", host.port()),
        Manners.PLAIN,
        SmallSupply.END,
        SmallSupply.DEADLINE,
        outputs,
        onLoss,
        LOSS);
  }

  private <C extends AutoCloseable> C opened(C it) {
    open.add(it);
    return it;
  }

  private LineGuard guard() throws IOException {
    return opened(LineGuard.start(place, plan, false, false));
  }

  private GuardClient client() {
    return opened(new GuardClient(place, note -> told.add(note.text())));
  }

  private Lane lane() {
    return opened(
        new Lane(new GuardPort(place, SmallSupply.END), Manners.PLAIN, SteadyClock.SYSTEM));
  }

  private static Answer ask(Lane lane, String what) {
    return lane.ask(
        Urgency.COMMAND,
        (what + SmallSupply.END).getBytes(StandardCharsets.ISO_8859_1),
        Framing.endedBy(SmallSupply.END),
        Duration.ofSeconds(3));
  }

  private static String text(Answer answer) {
    return assertInstanceOf(Answer.Complete.class, answer, answer::why).text();
  }

  private static void until(BooleanSupplier what) {
    long end = System.nanoTime() + ENOUGH.toNanos();
    while (!what.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came");
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** Beats until something is so. */
  private static void beat(GuardClient client, boolean armed, BooleanSupplier what) {
    until(
        () -> {
          client.alive(armed);
          return what.getAsBoolean();
        });
  }

  private static void watched(GuardClient client) {
    beat(client, true, () -> client.unguarded().isEmpty());
  }

  @Test
  void requestsAndAnswersPassAsTheyAreWhileHeartbeatsCome() throws IOException {
    var guard = guard();
    var lane = lane();
    watched(client());
    assertEquals("OK", text(ask(lane, "SET 100")));
    assertEquals("100.0", text(ask(lane, "READ?")));
    assertEquals("!odd", text(ask(lane, "ODD?")));
    assertEquals(Phase.WATCHED, guard.phase());
  }

  @Test
  void whatMayRaiseIsRefusedWithoutHeartbeatsAndReadingIsNot() throws IOException {
    var guard = guard();
    var lane = lane();
    var refused = assertInstanceOf(Answer.Complete.class, ask(lane, "SET 100"));
    assertEquals(
        Optional.of("the guard of hv1 lets nothing rise: no heartbeat of the station came yet"),
        GuardPort.refusal(refused.frame()));
    assertEquals("0.0", text(ask(lane, "READ?")));
    assertEquals("OK", text(ask(lane, "SET 0")));
    assertEquals(Phase.WAITING, guard.phase());
  }

  @Test
  void theOutputsAreMadeSafeWhenHeartbeatsEndAndTheStationIsToldWhenItIsBack() throws IOException {
    var guard = guard();
    var lane = lane();
    var client = client();
    watched(client);
    assertEquals("OK", text(ask(lane, "SET 100")));
    until(() -> guard.phase() == Phase.SAFE);
    assertEquals(0, supply.volt());
    assertTrue(GuardPort.refusal(((Answer.Complete) ask(lane, "SET 100")).frame()).isPresent());
    beat(client, true, () -> told.stream().anyMatch(each -> each.contains("are safe")));
    assertTrue(
        told.contains(
            "by itself: the station gave no heartbeat for 2 s; the outputs are made safe"),
        told::toString);
    beat(client, true, () -> guard.phase() == Phase.WATCHED);
    assertEquals("OK", text(ask(lane, "SET 50")));
    until(() -> log().contains("the station watches again"));
  }

  private String log() {
    try {
      return Files.readString(place.log());
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void aDeviceThatIsAwayIsMadeSafeAsSoonAsItIsBack() throws IOException {
    var guard = guard();
    var lane = lane();
    watched(client());
    assertEquals("OK", text(ask(lane, "SET 100")));
    host.unplug();
    assertInstanceOf(Answer.Lost.class, ask(lane, "READ?"));
    until(() -> guard.phase() == Phase.ACTING);
    until(() -> log().contains("the outputs are not known to be safe"));
    assertEquals(100, supply.volt());
    host.plugIn();
    until(() -> guard.phase() == Phase.SAFE);
    assertEquals(0, supply.volt());
  }

  @Test
  void aDeviceThatDoesNotAnswerIsTriedUntilItDoes() throws IOException {
    var guard = guard();
    watched(client());
    var lane = lane();
    assertEquals("OK", text(ask(lane, "SET 100")));
    supply.deaf(true);
    until(() -> guard.phase() == Phase.ACTING && log().contains("goes on trying"));
    supply.deaf(false);
    until(() -> guard.phase() == Phase.SAFE);
    assertEquals(0, supply.volt());
  }

  @Test
  void aSilentDeviceIsSilentForTheStationAndItsNextAnswerIsNotMistaken() throws IOException {
    opened(guard());
    var lane = lane();
    watched(client());
    var soon =
        lane.ask(
            Urgency.POLL,
            "NOTHING\r\n".getBytes(StandardCharsets.ISO_8859_1),
            Framing.endedBy(SmallSupply.END),
            Duration.ofMillis(20));
    assertInstanceOf(Answer.Silent.class, soon);
    assertEquals("0.0", text(ask(lane, "READ?")));
    assertInstanceOf(Answer.Silent.class, ask(lane, "NOTHING"));
    assertEquals("0.0", text(ask(lane, "READ?")));
  }

  @Test
  void theStationCanHaveTheOutputsMadeSafeAndIsToldWhenTheyAre() throws IOException {
    var guard = guard();
    var client = client();
    var lane = lane();
    watched(client);
    assertEquals("OK", text(ask(lane, "SET 100")));
    assertEquals(new Outcome.Done(0), client.makeSafe("the gas is gone", ENOUGH));
    assertEquals(0, supply.volt());
    assertEquals(Phase.RETURNED, guard.phase());
    supply.deaf(true);
    assertInstanceOf(Outcome.Unconfirmed.class, client.makeSafe("again", Duration.ofSeconds(1)));
  }

  @Test
  void aGuardThatDoesNotRunIsNamedByAllWhoNeedIt() {
    var client = client();
    beat(client, true, () -> client.unguarded().orElse("").contains("not running"));
    assertEquals(Optional.of("the guard of hv1 is not running"), client.unguarded());
    assertEquals(
        new Outcome.Failed("the guard of hv1 is not running"),
        client.makeSafe("now", Duration.ofMillis(100)));
    assertEquals("the guard of hv1 is not running", ask(lane(), "READ?").why());
  }

  @Test
  void aSecondGuardOfTheSameInstrumentEndsWithOneSentence() throws IOException {
    guard();
    var refused = assertThrows(IOException.class, this::guard);
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("the guard of hv1 runs already"),
        refused::getMessage);
    watched(client());
  }

  @Test
  void theSocketFileOfADeadGuardIsReplaced() throws IOException {
    place.prepare();
    Files.writeString(place.socket(), "left behind");
    guard();
    watched(client());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerCanOpenTheSocket() throws IOException {
    guard();
    var folder = Optional.ofNullable(place.socket().getParent()).orElseThrow();
    assertEquals("rwx------", permissions(folder));
    assertEquals("rw-------", permissions(place.socket()));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aDataFolderDeepInTheTreeHasItsSocketElsewhere() throws IOException {
    place = GuardPlace.of(data.resolve("x".repeat(120)), "hv1");
    assertTrue(place.socket().toString().length() <= 100, place::toString);
    assertEquals(place, GuardPlace.of(data.resolve("x".repeat(120)), "hv1"));
    guard();
    watched(client());
  }

  @Test
  void clientsThatHangOrTalkNonsenseHoldNobodyUp() throws IOException {
    var guard = guard();
    var client = client();
    var random = new Random(1);
    for (int i = 0; i < 100; i++) {
      var hung = opened(connected());
      if (i % 2 == 0) {
        var garbage = new byte[random.nextInt(4000)];
        random.nextBytes(garbage);
        try {
          hung.write(garbage, LOSS);
        } catch (IOException e) {
          // it was thrown out meanwhile
        }
      } else if (i % 4 == 1) {
        hung.write("LI", LOSS);
      }
      client.alive(true);
    }
    watched(client);
    var lane = lane();
    // those that wait to be let in may still fill the queue
    beat(client, true, () -> ask(lane, "SET 1") instanceof Answer.Complete);
    assertEquals(1, supply.volt());
    assertEquals(Phase.WATCHED, guard.phase());
  }

  /** As soon as there is room before the door. */
  private Wire connected() {
    var made = new ArrayList<Wire>();
    until(
        () -> {
          try {
            return made.add(Wire.connect(place.socket()));
          } catch (IOException e) {
            return false;
          }
        });
    return made.getFirst();
  }

  @Test
  void aGuardThatStandsStillIsNotTakenForOneThatDoesNotRun() throws IOException {
    place.prepare();
    try (var stopped = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      stopped.bind(UnixDomainSocketAddress.of(place.socket()), 1);
      var first = ask(lane(), "READ?");
      assertEquals("the guard of hv1 does not answer", first.why());
      var full = assertThrows(IOException.class, () -> fill(place.socket()));
      assertEquals("does not answer", full.getMessage());
    }
  }

  private void fill(Path socket) throws IOException {
    for (int i = 0; i < 1000; i++) {
      opened(Wire.connect(socket));
    }
  }

  @Test
  void nonsenseGetsOneSentence() throws IOException {
    guard();
    var wire = opened(Wire.connect(place.socket()));
    wire.write("GET / HTTP/1.1", LOSS);
    assertEquals(
        Optional.of("! expected LINE or WATCH in the first line; the connection ends"),
        wire.line(ENOUGH));
    var watch = opened(Wire.connect(place.socket()));
    watch.write("WATCH", LOSS);
    assertEquals(Optional.of("welcome"), watch.line(ENOUGH));
    watch.write("beat perhaps", LOSS);
    assertEquals(
        Optional.of(
            "! expected beat armed, beat idle, state, safe WHY, seen N or bye; the connection"
                + " ends"),
        watch.line(ENOUGH));
  }

  @Test
  void aReloadIsNoLoss() throws IOException {
    var guard = guard();
    var before = client();
    watched(before);
    assertEquals("OK", text(ask(lane(), "SET 100")));
    before.close();
    until(() -> guard.phase() == Phase.LEFT);
    watched(client());
    assertEquals(100, supply.volt());
    assertEquals(0, supply.made());
  }

  @Test
  void aGuardThatIsToldToEndMakesTheOutputsSafeFirst() throws Exception {
    var guard = guard();
    watched(client());
    assertEquals("OK", text(ask(lane(), "SET 100")));
    guard.terminate(ENOUGH);
    assertEquals(0, supply.volt());
    assertEquals(Optional.of(false), Optional.of(Files.exists(place.socket())));
  }

  @Test
  void aFamilyThatFailsIsTriedAgainAndWhatItDoesNotUnderstandMayNotPass() throws IOException {
    var works = new AtomicBoolean();
    var family = new SmallSupply.Safety();
    plan =
        plan(
            Optional.of(OnLoss.RAMP_DOWN),
            new Outputs() {
              @Override
              public Outcome makeSafe(Lane lane) {
                if (!works.get()) {
                  throw new IllegalStateException("no such board");
                }
                return family.makeSafe(lane);
              }

              @Override
              public Truth safe(Lane lane) {
                return family.safe(lane);
              }

              @Override
              public boolean mayAlwaysPass(byte[] request) {
                throw new IllegalStateException("no such request");
              }
            });
    var guard = guard();
    var refused = assertInstanceOf(Answer.Complete.class, ask(lane(), "READ?"));
    assertTrue(GuardPort.refusal(refused.frame()).isPresent());
    until(() -> log().contains("no such board (IllegalStateException); it goes on trying"));
    assertEquals(Phase.ACTING, guard.phase());
    works.set(true);
    until(() -> guard.phase() == Phase.SAFE);
    assertEquals(Optional.empty(), guard.broken());
  }

  @Test
  void aGuardThatBreaksEndsSoThatAnotherCanTakeItsPlace() throws Exception {
    plan =
        plan(
            Optional.of(OnLoss.RAMP_DOWN),
            new Outputs() {
              @Override
              public Outcome makeSafe(Lane lane) {
                throw new NoClassDefFoundError("a jar was replaced");
              }

              @Override
              public Truth safe(Lane lane) {
                return Truth.UNKNOWN;
              }

              @Override
              public boolean mayAlwaysPass(byte[] request) {
                return false;
              }
            });
    var guard = guard();
    assertTrue(guard.await(ENOUGH));
    assertTrue(guard.broken().orElseThrow().contains("a jar was replaced"));
  }

  @Test
  void whatTheFileSaysIsDone() throws IOException {
    plan = plan(Optional.of(OnLoss.HOLD));
    var guard = guard();
    watched(client());
    assertEquals("OK", text(ask(lane(), "SET 100")));
    until(() -> guard.phase() == Phase.HELD);
    assertEquals(100, supply.volt());
    assertEquals(0, supply.made());
  }

  @Test
  void aLossTimeThatABusyComputerCouldReachIsRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new GuardPlan(
                    plan.port(),
                    plan.manners(),
                    plan.terminator(),
                    plan.deadline(),
                    plan.outputs(),
                    plan.onLoss(),
                    Duration.ofMillis(500)));
    assertEquals("loss-after is 500 ms; expected 2 s or more", refused.getMessage());
  }
}
