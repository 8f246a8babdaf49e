package org.stillwatch.app.guard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillwatch.app.command.Commands;
import org.stillwatch.link.guard.GuardPlan;

/** One run of each fault with real processes; the long form is a program. */
class GuardCampaignTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  @DisabledOnOs(OS.WINDOWS)
  void theOutputIsSafeWhateverBecomesOfTheStation(GuardCampaign.Fault fault) throws Exception {
    var campaign = new GuardCampaign(folder, GuardPlan.SHORTEST);
    var took = campaign.run(fault);
    // a heartbeat is at most a fifth of a second old when the station is struck
    boolean early =
        fault.compareTo(GuardCampaign.Fault.UNPLUGGED) < 0
            && took.compareTo(GuardPlan.SHORTEST.minus(Duration.ofSeconds(1))) < 0;
    assertTrue(!early, () -> "after " + took + "; " + read(campaign));
  }

  private static String read(GuardCampaign campaign) {
    try {
      return campaign.said();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void anInstrumentWithoutAGuardIsSaidToHaveNone() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Guarded lab, zone: UTC}
            instruments:
              hv1: {kind: guarded-supply, tcp: "127.0.0.1:9", guard: false}
            """);
    assertSays(file, 2, "the instrument 'hv1' (guarded-supply) has no guard");
  }

  @Test
  void aLossTimeThatIsTooShortIsAProblemOfTheStationFile() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Guarded lab, zone: UTC}
            instruments:
              hv1: {kind: guarded-supply, tcp: "127.0.0.1:9", loss-after: 1s}
            """);
    assertSays(file, 2, "loss-after is 1000 ms; expected 2 s or more");
  }

  private static void assertSays(Path file, int code, String text) {
    var out = new StringWriter();
    var writer = new PrintWriter(out);
    int ended = Commands.run(writer, writer, "hv-guard", file.toString(), "hv1");
    assertTrue(ended == code && out.toString().contains(text), () -> ended + ": " + out);
  }
}
