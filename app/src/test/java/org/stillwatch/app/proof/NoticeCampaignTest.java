package org.stillwatch.app.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeCampaignTest {

  @TempDir private Path work;

  /** {@link NoticeCampaign} kills two hundred times. */
  @Test
  void everyTransitionReachesEveryRecipientInOrderThroughManyKillsAndAServiceThatFails()
      throws Exception {
    var report = new NoticeCampaign(work, 3).run(8, 100);
    assertTrue(report.startsWith("8 kills, "), report);
    assertTrue(report.endsWith("0 repeats without need or mark"), report);
  }
}
