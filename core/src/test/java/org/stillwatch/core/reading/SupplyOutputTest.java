package org.stillwatch.core.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupplyOutputTest {

  @Test
  void anIdNamesTheOutputAndTheOutputNamesTheId() {
    var first = new ChannelId("hv1/ch3/vset");
    assertEquals(Optional.of(new SupplyOutput("hv1", 0, 3)), SupplyOutput.of(first));
    assertEquals(first, new SupplyOutput("hv1", 0, 3).id("vset"));
    var other = new ChannelId("hv1/b12-ch0/imon");
    assertEquals(Optional.of(new SupplyOutput("hv1", 12, 0)), SupplyOutput.of(other));
    assertEquals(other, new SupplyOutput("hv1", 12, 0).id("imon"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hv1/ch3",
        "hv1/chx/vset",
        "hv1/ch03/vset",
        "hv1/b0-ch3/vset",
        "hv1/ch9999999999/vset",
        "hv1/board/alarm",
        "fridge/mxc/temperature"
      })
  void otherIdsAreOfNoOutput(String id) {
    assertEquals(Optional.empty(), SupplyOutput.of(new ChannelId(id)));
  }
}
