package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.testkit.station.ScriptedSupply;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

class HvCommandTest {

  private final ScriptedStation station = ScriptedSupply.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));

  @AfterEach
  void close() {
    server.close();
  }

  private Run hv(Object... words) {
    var all = new ArrayList<Object>(List.of("hv"));
    all.addAll(List.of(words));
    all.add("--url");
    all.add(server.address());
    return Run.of(all.toArray());
  }

  private List<String> journal() {
    return station.control().lines();
  }

  @Test
  void voltageAndCurrentAreSetTogetherAndToldAsOldAndNew() {
    var done = hv("-c", 3, "-v", 1450, "-i", 3, "--yes", "--who", "anna");
    assertEquals(0, done.code(), done.err());
    assertEquals(
        List.of(
            "hv1/ch3/iset: 2 uA => 3 uA",
            "hv1/ch3/vset: 1500 V => 1450 V",
            "hv1/ch3/iset is 3 uA now, it was 2 uA",
            "hv1/ch3/vset is 1450 V now, it was 1500 V"),
        done.lines());
    assertEquals("", done.err());
    assertEquals(
        List.of(
            "anna: is asked to become 3 uA (hv command line)",
            "anna: is asked to become 1450 V (hv command line)"),
        journal().subList(0, 2));
  }

  @Test
  void aChannelIsSwitchedOnAfterItsVoltageWasSet() {
    var done =
        hv("-c", 1, "-b", 1, "-v", "0.25kV", "-on", "--yes", "--why", "chamber 3", "-p", 8000);
    assertEquals(0, done.code(), done.err());
    assertEquals(
        List.of("hv1/b1-ch1/vset: 0 V => 250 V", "hv1/b1-ch1/power: off => on"),
        done.lines().subList(0, 2));
    assertTrue(done.err().contains("-p is not needed any more"), done.err());
    assertFalse(done.err().contains("is off"), done.err());
  }

  @Test
  void offIsSentAtOnceAlsoWhenItSeemsToBeOff() {
    var off = hv("-c", 0, "-off");
    assertEquals(0, off.code(), off.err());
    assertEquals(
        List.of("hv1/ch0/power: off => off", "hv1/ch0/power is off now, as before"), off.lines());
  }

  @Test
  void nothingIsChangedThatNobodyConfirmed() {
    var unsure = hv("-c", 3, "-v", 100);
    assertEquals(2, unsure.code());
    assertTrue(unsure.err().contains("nothing was changed; answer y, or say --yes"), unsure.err());
    assertEquals(List.of(), journal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "-c 3 -on -off|on and off at once is not possible",
        "-v 250|the channel is missing; expected -c with 0 to 3 on board 0 of hv1",
        "-c 4 -v 250|there is no channel 4 on board 0 of hv1; expected 0 to 3",
        "-c -1 -off|there is no channel -1 on board 0 of hv1; expected 0 to 3",
        "-c 2 -b 1 -v 250|there is no channel 2 on board 1 of hv1; expected 0 to 1",
        "-c 0 -b 7 -v 250|there is no board 7 of hv1; expected 0, 1",
        "-c 3 -v NaN|'NaN' is no quantity",
        "-c 3 -v 250mbar|hv1/ch3/vset is set in V; '250mbar' is none",
        "-c x|Invalid value for option",
        "--off-all -c 3|--off-all is for all channels",
        "-c 3 -v 250 --instrument hv2|'hv2' is no supply; the station has hv1"
      })
  void whatIsAskedWronglyIsSaidInOneSentenceAndNothingIsChanged(String words, String part) {
    var all = new ArrayList<Object>(List.of(words.split(" ")));
    all.add("--yes");
    var wrong = hv(all.toArray());
    assertEquals(2, wrong.code(), wrong.err());
    assertTrue(wrong.err().contains(part), wrong.err());
    assertEquals(List.of(), journal());
  }

  @Test
  void itWarnsOfWhatIsProbablyNotMeant() {
    var nothing = hv("-c", 3);
    assertEquals(0, nothing.code());
    assertTrue(nothing.err().contains("warning: nothing is to be changed"), nothing.err());
    var same = hv("-c", 3, "-v", 1500, "-i", 5, "--yes");
    assertTrue(same.err().contains("warning: hv1/ch3/vset is 1500 V already"), same.err());
    assertEquals("hv1/ch3/iset: 2 uA => 5 uA", same.lines().getFirst());
    var off = hv("-c", 0, "-v", 100, "--yes");
    assertEquals(0, off.code());
    assertTrue(off.err().contains("warning: channel 0 is off"), off.err());
    var on = hv("-c", 3, "-on", "--yes");
    assertTrue(on.err().contains("hv1/ch3/power is on already"), on.err());
  }

  @Test
  void whatIsRefusedOrFailsIsAProblem() {
    var high = hv("-c", 3, "-v", 9000, "--yes");
    assertEquals(1, high.code());
    assertTrue(high.err().contains("9000 V is out of range; expected 0 to 8000 V"), high.err());
    station.control().becomes(new Outcome.Failed("it is in local mode"));
    var local = hv("-c", 3, "-v", 100, "--yes");
    assertEquals(1, local.code());
    assertEquals("hv1/ch3/vset could not be changed: it is in local mode", local.err().strip());
  }

  @Test
  void aloneItShowsAllChannelsAndWhatIsNotKnownIsNoNumber() {
    station.reportMissing("hv1/ch1/vmon", "no answer");
    var table = hv();
    assertEquals(0, table.code(), table.err());
    assertEquals(7, table.lines().size(), table.out());
    var third = table.lines().get(4);
    assertTrue(third.contains("1499.6 V") && third.contains("1.92 uA"), third);
    assertTrue(third.endsWith("on    ok"), third);
    assertTrue(table.lines().get(2).endsWith("not known: no answer"), table.out());
    var json = hv("--json").lines();
    assertEquals(
        "{\"instrument\":\"hv1\",\"board\":0,\"channel\":3,\"vset\":1500.0,\"vmon\":1499.6,"
            + "\"iset\":2.0,\"imon\":1.92,\"power\":\"on\",\"state\":\"ok\"}",
        json.get(3));
    assertTrue(json.get(1).contains("\"vmon\":null"), json.get(1));
  }

  @Test
  void statusBitsAreWords() {
    station.report("hv1/ch2/status", 128 + 4);
    assertTrue(hv().lines().get(3).endsWith("ramping down, TRIPPED"), hv().out());
    station.advance(Duration.ofMinutes(5));
    assertTrue(hv().lines().get(3).contains("not known: last read at"), hv().out());
  }

  @Test
  void allOffNeedsNeitherChannelNorConfirmation() {
    var done = hv("--off-all");
    assertEquals(0, done.code(), done.err());
    assertEquals(List.of("hv1: all outputs are safe, or on their way there"), done.lines());
  }

  @Test
  void aStationWithoutASupplySaysSo() {
    try (var other = WebServer.start(BlueLab.station(), WebSettings.onLoopback(0))) {
      var none = Run.of("hv", "-c", 0, "--url", other.address());
      assertEquals(2, none.code());
      assertTrue(none.err().contains("no high-voltage supply"), none.err());
    }
    assertEquals(3, Run.of("hv", "--url", "http://127.0.0.1:1").code());
  }
}
