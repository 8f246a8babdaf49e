package org.stillwatch.instruments.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The short form of the campaign; its program runs a million replies for each protocol. */
class ReplyFuzzTest {

  @Test
  void spoiltRepliesGiveNoValueAndNoException() {
    for (var protocol : ReplyFuzz.PROTOCOLS) {
      var result = ReplyFuzz.run(protocol, 20261121, 20_000);
      assertTrue(result.measured() > 3000, protocol.name() + " " + result);
      assertTrue(result.missing() > 3000, protocol.name() + " " + result);
    }
  }
}
