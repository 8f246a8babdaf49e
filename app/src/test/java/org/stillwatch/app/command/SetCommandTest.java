package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

class SetCommandTest {

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server = WebServer.start(station, WebSettings.onLoopback(0));

  @AfterEach
  void close() {
    server.close();
  }

  private Run run(Object... words) {
    var all = new ArrayList<>(List.of(words));
    all.add("--url");
    all.add(server.address());
    return Run.of(all.toArray());
  }

  @Test
  void withoutWordsItListsWhatMayBeSet() {
    var list = run("set");
    assertEquals(0, list.code(), list.err());
    assertTrue(list.lines().getFirst().startsWith("gauge1/ion/filament"), list.out());
    assertTrue(list.lines().getFirst().contains("off, on"), list.out());
    assertTrue(list.lines().getLast().contains("0 to 1000 Hz"), list.out());
  }

  @Test
  void aSettingIsSetAndReadBack() {
    var done = run("set", "pump1/turbo/speed", "0.4 kHz", "--why", "quiet night", "--who", "anna");
    assertEquals(0, done.code(), done.err());
    assertEquals(List.of("pump1/turbo/speed is 400 Hz now"), done.lines());
    assertEquals(
        "anna: is asked to become 400 Hz (quiet night)", station.control().lines().getFirst());
  }

  @Test
  void whatIsRefusedIsSaidInOneSentence() {
    var hasty = run("set", "gauge1/ion/filament", "on", "--why", "x");
    assertEquals(1, hasty.code());
    assertTrue(hasty.err().contains("must be confirmed"), hasty.err());
    assertEquals(0, run("set", "gauge1/ion/filament", "on", "--why", "x", "--yes").code());
    assertEquals(0, run("set", "gauge1/ion/filament", "off").code());
    assertEquals(2, run("set", "gauge1/ion/filament").code());
    assertEquals(2, run("set", "gauge1/ion/filamnt", "on", "--why", "x").code());
  }

  @Test
  void whatTheInstrumentDidNotDoIsNotSaidToBeRefusedByTheStation() {
    station.control().becomes(new Controls.Outcome.Unconfirmed("IGS was not answered"));
    var unsure = run("set", "gauge1/ion/filament", "off");
    assertEquals(1, unsure.code());
    assertEquals(
        "whether gauge1/ion/filament was changed is not known: IGS was not answered",
        unsure.err().strip());
  }
}
