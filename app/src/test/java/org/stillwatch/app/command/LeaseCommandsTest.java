package org.stillwatch.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.testkit.station.ScriptedSupply;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

class LeaseCommandsTest {

  private final ScriptedStation station = BlueLab.station();
  private final WebServer server;

  LeaseCommandsTest() {
    // a station with interlocks, and a supply to have
    ScriptedSupply.addTo(station);
    server = WebServer.start(station, WebSettings.onLoopback(0));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Run run(Object... words) {
    var all = new ArrayList<Object>(List.of(words));
    int at = all.contains("--") ? all.indexOf("--") : all.size();
    all.addAll(at, List.of("--url", server.address()));
    return Run.of(all.toArray());
  }

  private String take() {
    var taken = run("lease", "take", "hv1", "--purpose", "gain scan", "--who", "anna");
    assertEquals(0, taken.code(), taken.err());
    var line = taken.lines().getLast();
    assertTrue(line.startsWith("export STILLWATCH_LEASE="), taken.out());
    return line.substring(line.indexOf('=') + 1);
  }

  @Test
  void whoHasALeaseCommandsAndOthersDoNot() {
    assertTrue(run("lease", "list").out().contains("hv1: free"));
    var id = take();
    var listed = run("lease", "list");
    assertTrue(listed.out().contains("hv1: anna (gain scan), by long-run until"), listed.out());
    var other = run("hv", "-c", 3, "-v", 100, "--yes");
    assertEquals(1, other.code());
    assertTrue(other.err().contains("anna"), other.err());
    var own = run("hv", "-c", 3, "-v", 100, "--yes", "--lease", id);
    assertEquals(0, own.code(), own.err());
    var pair =
        run("set", "hv1/ch0/vset=250V", "hv1/ch1/vset=300 V", "--why", "scan", "--lease", id);
    assertEquals(0, pair.code(), pair.err());
    assertEquals(
        List.of("hv1/ch0/vset is 250 V now, it was 0 V", "hv1/ch1/vset is 300 V now, it was 0 V"),
        pair.lines());
    assertEquals(0, run("hv", "-c", 3, "-off").code(), "off always passes");
    assertEquals(0, run("lease", "release", "hv1", "--lease", id).code());
    assertEquals(1, run("lease", "beat", "hv1", "--lease", id).code());
    assertEquals(0, run("hv", "-c", 3, "-v", 200, "--yes").code());
  }

  @Test
  void aLeaseCanBeWaitedForAndTaken() {
    var id = take();
    var refused = run("lease", "take", "hv1", "--purpose", "mine", "--who", "ben");
    assertEquals(1, refused.code());
    var waits =
        run(
            "lease",
            "take",
            "hv1",
            "--purpose",
            "mine",
            "--who",
            "ben",
            "--queue",
            "--heartbeat",
            "30s");
    assertEquals(0, waits.code(), waits.err());
    assertTrue(waits.out().contains("you wait at place 1"), waits.out());
    assertTrue(run("lease", "list").out().contains("waits: ben (mine)"));
    var broken =
        run(
            "lease",
            "break",
            "hv1",
            "--purpose",
            "safety",
            "--why",
            "anna is gone",
            "--who",
            "cleo",
            "--json");
    assertEquals(0, broken.code(), broken.err());
    assertTrue(broken.out().contains("\"given\":true"), broken.out());
    assertEquals(1, run("lease", "beat", "hv1", "--lease", id).code());
  }

  @Test
  void whatIsAskedWronglyIsSaid() {
    assertEquals(2, run("lease", "take", "hv1").code());
    assertEquals(2, run("lease", "take", "nothing", "--purpose", "x").code());
    assertEquals(2, run("lease", "release", "hv1").code());
    assertEquals(
        2,
        run("lease", "take", "hv1", "--purpose", "x", "--for", "1h", "--heartbeat", "60s").code());
    assertEquals(2, run("set", "hv1/ch0/vset=1", "nonsense", "--why", "x").code());
    assertEquals(2, run("set", "hv1/ch0/vset=1", "hv1/ch0/vset=2", "--why", "x").code());
    assertEquals(2, run("set", "hv1/ch0/vset", "1", "2", "--why", "x").code());
  }

  @Test
  void aProgramRunsWithALeaseWhichIsGivenBackAfterIt() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var ran =
        run("lease", "run", "hv1", "--purpose", "scan", "--who", "anna", "--", java, "-version");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(run("lease", "list").out().contains("hv1: free"));
    var failed = run("lease", "run", "hv1", "--purpose", "scan", "--", java, "-no-such-option");
    assertEquals(1, failed.code());
    var none = run("lease", "run", "hv1", "--purpose", "scan", "--", "/no/such/program");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("'/no/such/program' cannot be started"), none.err());
    assertTrue(run("lease", "list").out().contains("hv1: free"));
    var id = take();
    var refused = run("lease", "run", "hv1", "--purpose", "scan", "--", java, "-version");
    assertEquals(1, refused.code());
    assertEquals(0, run("lease", "release", "hv1", "--lease", id).code());
  }

  @Test
  void interlocksAreListedProvenAndPutAside() {
    var list = run("interlock", "list");
    assertEquals(0, list.code(), list.err());
    assertTrue(list.out().startsWith("pumped-down"), list.out());
    var proof = run("interlock", "prove", "pumped-down", "--yes", "--who", "anna");
    assertEquals(0, proof.code(), proof.err());
    assertEquals("pumped-down is proven", proof.lines().getLast());
    var aside =
        run(
            "interlock",
            "aside",
            "pumped-down",
            "--for",
            "2h",
            "--why",
            "new sensor",
            "--who",
            "anna");
    assertEquals(0, aside.code(), aside.err());
    assertTrue(aside.out().contains("put aside"), aside.out());
    var again = run("interlock", "again", "pumped-down", "--json");
    assertEquals(0, again.code(), again.err());
    assertTrue(again.out().contains("\"aside\":null"), again.out());
    var wrong = run("interlock", "prove", "pumped-dawn", "--yes");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("did you mean 'pumped-down'"), wrong.err());
    assertEquals(2, run("interlock", "aside", "pumped-down", "--for", "2h").code());
  }
}
