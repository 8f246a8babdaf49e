package org.stillwatch.web.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.lease.Lease;
import org.stillwatch.core.lease.LeaseRequest;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.testkit.station.ScriptedSupply;
import org.stillwatch.web.xmlrpc.Value.Items;
import org.stillwatch.web.xmlrpc.Value.Nothing;
import org.stillwatch.web.xmlrpc.Value.Real;
import org.stillwatch.web.xmlrpc.Value.Struct;
import org.stillwatch.web.xmlrpc.Value.Text;
import org.stillwatch.web.xmlrpc.Value.Whole;

class SupplyMethodsTest {

  private static final Asker OPERATOR = new Asker("a program", true, false);
  private static final Asker EXPERT = new Asker("a program", true, true);
  private static final Asker VIEWER = new Asker("wall", false, false);

  private final ScriptedStation station = ScriptedSupply.station();
  private final Methods methods = methods(Optional.empty());

  private Methods methods(Optional<Quantity> maxStep) {
    return new Methods(station, Optional.empty(), maxStep, "XML-RPC client");
  }

  private Value get(int board, int channel, String parameter) {
    return methods.call(
        new Call("get", List.of(new Whole(board), new Whole(channel), new Text(parameter))),
        VIEWER);
  }

  private Value set(int board, int channel, String parameter, Value value) {
    return set(methods, OPERATOR, board, channel, parameter, value);
  }

  private static Value set(
      Methods methods, Asker asker, int board, int channel, String parameter, Value value) {
    return methods.call(
        new Call("set", List.of(new Whole(board), new Whole(channel), new Text(parameter), value)),
        asker);
  }

  private static void assertFault(String part, Executable call) {
    var sentence = assertThrows(Fault.class, call).sentence();
    assertTrue(sentence.contains(part), sentence);
    assertEquals(1, sentence.lines().count());
  }

  @Test
  void readingsHaveTheLibrarysNamesUnitsAndTypes() {
    assertEquals(new Real(1499.6), get(0, 3, "VMon"));
    assertEquals(new Real(1500), get(0, 3, "VSet"));
    assertEquals(new Real(2), get(0, 3, "ISet"));
    assertEquals(new Whole(1), get(0, 3, "Pw"));
    assertEquals(new Whole(0), get(0, 2, "Pw"));
    assertEquals(new Whole(1), get(0, 3, "Status"));
    assertEquals(new Real(50), get(0, 0, "RUp"));
    assertEquals(new Real(100), get(1, 1, "RDWn"));
    assertEquals(new Real(10), get(0, 0, "Trip"));
    assertEquals(new Real(2000), get(0, 0, "MaxV"));
  }

  @Test
  void codesAreTheLibrarysWhateverTheOrderOfTheDriversWords() {
    assertEquals(new Whole(1), get(0, 0, "PDwn"), "ramp");
    assertEquals(new Whole(0), get(0, 0, "ImonRange"), "high");
    assertEquals(new Whole(1), get(0, 3, "ImonRange"), "low");
  }

  @Test
  void theMonitorOfTheOtherRangeIsZeroAsInTheLibrary() {
    assertEquals(new Real(1.92), get(0, 3, "IMonL"));
    assertEquals(new Real(0), get(0, 3, "IMonH"));
    station.reportMissing("hv1/ch3/imrange", "no answer");
    assertFault("hv1/ch3/imrange has no value: no answer", () -> get(0, 3, "IMonH"));
  }

  @Test
  void currentsAreInMicroamperesWhateverTheChannelHas() {
    var id = new ChannelId("hv1/ch3/imon");
    station.declare(Channel.number(id, Unit.of("A"), "IMON", Duration.ofSeconds(1)));
    station.remember(Reading.measured(id, ScriptedSupply.NOW, 0, 450e-6));
    assertEquals(new Real(450), get(0, 3, "IMonL"));
  }

  @Test
  void whatIsMissingOrOldIsAFaultAndNeverZero() {
    station.reportMissing("hv1/ch0/vmon", "it did not answer within 0.3 s");
    assertFault(
        "hv1/ch0/vmon has no value: it did not answer within 0.3 s", () -> get(0, 0, "VMon"));
    station.advance(Duration.ofMinutes(1));
    assertFault("1499.6 V; what it is now is not known", () -> get(0, 3, "VMon"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|4|VMon|there is no channel 4 on board 0 of hv1; expected 0 to 3",
        "0|-1|VMon|there is no channel -1 on board 0 of hv1; expected 0 to 3",
        "1|2|VMon|there is no channel 2 on board 1 of hv1; expected 0 to 1",
        "2|0|VMon|there is no board 2 of hv1; expected 0, 1",
        "0|0|Vmon|there is no parameter 'Vmon'; did you mean 'VMon'?"
      })
  void whatDoesNotExistIsAFaultThatSaysWhatDoes(
      int board, int channel, String parameter, String part) {
    assertFault(part, () -> get(board, channel, parameter));
  }

  @Test
  void aSetGoesTheWayOfACommandAndGivesNil() {
    assertEquals(new Nothing(), set(0, 0, "VSet", new Real(250)));
    assertEquals(
        List.of(
            "a program: is asked to become 250 V (XML-RPC client)",
            "a program: hv1/ch0/vset is 250 V now, it was 0 V"),
        station.control().lines());
    assertEquals(new Nothing(), set(1, 1, "ISet", new Whole(450)));
    assertEquals(new Nothing(), set(0, 0, "Pw", new Whole(1)));
    assertEquals(new Nothing(), set(0, 0, "ImonRange", new Whole(1)));
    assertTrue(
        station.control().lines().contains("a program: hv1/ch0/imrange is low now"),
        station.control().lines().toString());
  }

  @Test
  void afterASetItsReadBackIsGotUntilANewerReadingComes() {
    station.advance(Duration.ofMillis(100));
    var before = set(0, 0, "VSet", new Real(250));
    assertEquals(new Real(250), get(0, 0, "VSet"));
    station.remember(
        Reading.measured(new ChannelId("hv1/ch0/vset"), station.now().minusMillis(50), 0, 0));
    assertEquals(new Real(250), get(0, 0, "VSet"), "a poll that was on its way");
    station.advance(Duration.ofMillis(100));
    station.report("hv1/ch0/vset", 249.9);
    assertEquals(new Real(249.9), get(0, 0, "VSet"));
  }

  @Test
  void aReadBackDoesNotStandInForReadingsThatNeverCome() {
    var done = set(0, 0, "VSet", new Real(250));
    station.advance(Duration.ofMinutes(1));
    assertFault("what it is now is not known", () -> get(0, 0, "VSet"));
  }

  @Test
  void whatTheDeviceDidNotDoIsAFault() {
    station.control().becomes(new Outcome.Failed("it is in local mode"));
    assertFault(
        "hv1/ch0/vset could not be changed: it is in local mode",
        () -> set(0, 0, "VSet", new Real(250)));
    assertEquals(new Real(0), get(0, 0, "VSet"));
  }

  @Test
  void limitsLeasesAndRolesHold() {
    assertFault("out of range; expected 0 to 8000 V", () -> set(0, 0, "VSet", new Real(99_999)));
    assertFault("is no value of 'VSet'", () -> set(0, 0, "VSet", new Real(Double.NaN)));
    assertFault("the value is no number", () -> set(0, 0, "VSet", new Text("250")));
    assertFault(
        "2 is no value of 'Pw'; expected 0 (off) or 1 (on)", () -> set(0, 0, "Pw", new Whole(2)));
    assertFault("'VMon' of hv1/ch0/vmon cannot be set", () -> set(0, 0, "VMon", new Real(1)));
    assertFault("needs an expert", () -> set(0, 0, "MaxV", new Real(3000)));
    assertEquals(new Nothing(), set(methods, EXPERT, 0, 0, "MaxV", new Real(3000)));
    assertFault("wall may only look", () -> set(methods, VIEWER, 0, 0, "Pw", new Whole(0)));
    var ticket =
        station
            .control()
            .takeLease(
                "hv1",
                new LeaseRequest(
                    "anna",
                    "gain scan",
                    Lease.Mode.LONG_RUN,
                    Duration.ofHours(1),
                    Lease.IfLost.HOLD,
                    false));
    assertFault("anna", () -> set(0, 0, "VSet", new Real(250)));
    assertEquals(new Nothing(), set(0, 3, "Pw", new Whole(0)), "off always passes");
    station.control().releaseLease("hv1", ticket.lease().id());
    assertEquals(new Nothing(), set(0, 0, "VSet", new Real(250)));
  }

  @Test
  void aVoltageRisesByNoMoreThanTheStationFileAllowsAndFallsAsFarAsItLikes() {
    var careful = methods(Optional.of(Quantity.parse("50 V")));
    var up = set(careful, OPERATOR, 0, 3, "VSet", new Real(1550));
    assertFault(
        "from 1550 V to 1601 V is more than 50 V at once",
        () -> set(careful, OPERATOR, 0, 3, "VSet", new Real(1601)));
    var down = set(careful, OPERATOR, 0, 3, "VSet", new Real(100));
    assertEquals(Optional.of(100.0), present("hv1/ch3/vset"));
    assertEquals(new Nothing(), set(careful, OPERATOR, 0, 3, "VSet", new Real(0)));
  }

  private Optional<Double> present(String id) {
    var control = station.control();
    return control.settings().stream()
        .filter(setting -> setting.id().text().equals(id))
        .findFirst()
        .flatMap(control::present);
  }

  @Test
  void severalCallsInOneAreAnsweredOneByOne() {
    var answer =
        methods.call(
            new Call(
                "system.multicall",
                List.of(
                    new Items(
                        List.of(
                            call("get", new Whole(0), new Whole(3), new Text("VMon")),
                            call("get", new Whole(0), new Whole(9), new Text("VMon")),
                            call("system.multicall", new Items(List.of())))))),
            VIEWER);
    var results = ((Items) answer).values();
    assertEquals(new Items(List.of(new Real(1499.6))), results.get(0));
    assertTrue(results.get(1).toString().contains("expected 0 to 3"), results.get(1).toString());
    assertTrue(results.get(2).toString().contains("within itself"), results.get(2).toString());
  }

  @Test
  void moreCallsInOneThanManyAreRefused() {
    var many = new Value[101];
    Arrays.fill(many, call("system.listMethods"));
    assertFault(
        "101 calls in one are too many",
        () ->
            methods.call(new Call("system.multicall", List.of(new Items(List.of(many)))), VIEWER));
  }

  private static Struct call(String method, Value... arguments) {
    return new Struct(
        Map.of("methodName", new Text(method), "params", new Items(List.of(arguments))));
  }

  @Test
  void theServerSaysWhatItCanDo() {
    assertEquals(
        List.of(
            new Text("get"),
            new Text("set"),
            new Text("system.listMethods"),
            new Text("system.methodHelp"),
            new Text("system.methodSignature"),
            new Text("system.multicall")),
        ((Items) methods.call(new Call("system.listMethods", List.of()), VIEWER)).values());
    assertFault(
        "there is no method 'gett'; did you mean 'get'?",
        () -> methods.call(new Call("gett", List.of()), VIEWER));
    assertFault(
        "2 arguments were given; expected 3: get(board, channel, parameter)",
        () -> methods.call(new Call("get", List.of(new Whole(0), new Whole(0))), VIEWER));
  }
}
