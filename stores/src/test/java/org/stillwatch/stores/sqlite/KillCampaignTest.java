package org.stillwatch.stores.sqlite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillCampaignTest {

  @TempDir Path directory;

  @Test
  void nothingCommittedIsLostAndNothingIsHalfThereAfterTwentyKills() throws Exception {
    var report = new KillCampaign(directory, 20260626).run(20);
    assertTrue(report.startsWith("20 kills"), report);
  }
}
