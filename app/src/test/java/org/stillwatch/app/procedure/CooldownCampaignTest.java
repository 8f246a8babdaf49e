package org.stillwatch.app.procedure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CooldownCampaignTest {

  @TempDir private Path work;

  /** {@link CooldownCampaign} kills two hundred times, in all modes. */
  @Test
  void aFullCooldownThatIsKilledAgainAndAgainTellsEachMessageOnce() throws Exception {
    int kills = new CooldownCampaign(work, 3).run(Mode.ALL.getFirst(), 5, "short");
    assertTrue(kills > 0, "it was over before it could be killed");
  }
}
