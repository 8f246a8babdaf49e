package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowCampaignTest {

  @TempDir private Path work;

  /** One hour of a warm-up; {@link FollowCampaign} does all days. */
  @Test
  void logsFollowedThroughThreeKillsAreStoredAsAnImportStoresThem() throws Exception {
    var source = RealLogs.folder();
    var hour = new FollowCampaign.Window("26-06-26", "15:30:00", "16:30:00");
    var report = new FollowCampaign(work, 26).run(source, hour, 3, 600);
    assertTrue(report.startsWith("3 kills, 4"), report);
    assertTrue(report.endsWith("channels identical"), report);
  }
}
