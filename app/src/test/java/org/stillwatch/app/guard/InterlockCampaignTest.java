package org.stillwatch.app.guard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
class InterlockCampaignTest {

  @TempDir Path folder;

  /** The long form measures all of them; here those that differ in who acts. */
  @ParameterizedTest
  @EnumSource(names = {"STATION_STOPPED", "STORE_DEAD"})
  @DisabledOnOs(OS.WINDOWS)
  void theOutputIsSwitchedOffWhateverGoesWrong(InterlockCampaign.Fault fault) throws Exception {
    var took = new InterlockCampaign(folder).run(fault);
    // what the interlock saw last may be half a second older than the fault
    var early = fault.least().minus(Duration.ofSeconds(1));
    assertTrue(took.compareTo(early) > 0, () -> fault + " after " + took);
  }
}
