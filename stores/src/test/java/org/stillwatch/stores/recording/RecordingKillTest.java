package org.stillwatch.stores.recording;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingKillTest {

  @TempDir Path folder;

  @Test
  void aRecorderThatIsKilledLosesAndDoublesNoRow() throws Exception {
    assertTrue(RecordingKillCampaign.run(folder, false, 4, new Random(3)).rows() > 0);
  }

  @Test
  void aRecorderThatIsKilledInSwmrModeLosesAndDoublesNoRow() throws Exception {
    assertTrue(RecordingKillCampaign.run(folder, true, 4, new Random(4)).rows() > 0);
  }
}
