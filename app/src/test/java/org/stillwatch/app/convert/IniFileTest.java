package org.stillwatch.app.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class IniFileTest {

  @Test
  void valuesEndBeforeTheirCommentsAndGoOnIndented() {
    var file =
        IniFile.read(
            """
            # the monitor
            [DEFAULTS]
            baseT = 0.02     # K
            Warmup: 290
            channel_nr_fse =           # none
            ; another comment
            [PROGRAM_MODES]
            available_modes =
                Full Cooldown   # the usual one
                # not this one
                Warmup

              Reading Snapshot
            [DISCORD]
            channel_url = https://example.org/a#b=c
            """);
    assertEquals("0.02", file.get("DEFAULTS", "baset").orElseThrow().value());
    assertEquals("290", file.get("DEFAULTS", "warmup").orElseThrow().value());
    assertEquals("", file.get("DEFAULTS", "channel_nr_fse").orElseThrow().value());
    assertEquals(
        List.of("Full Cooldown", "Warmup", "Reading Snapshot"),
        file.get("PROGRAM_MODES", "available_modes").orElseThrow().values());
    assertEquals(8, file.get("PROGRAM_MODES", "available_modes").orElseThrow().line());
    assertEquals(
        "https://example.org/a#b=c", file.get("DISCORD", "channel_url").orElseThrow().value());
  }

  @Test
  void aKeyThatIsGivenTwiceIsKnownAsSuch() {
    var file = IniFile.read("[A]\nx = 1\nX = 2\n");
    assertEquals("1", file.get("A", "x").orElseThrow().value());
    assertEquals(3, file.twice().getFirst().line());
  }

  @Test
  void whatIsNeitherSectionNorKeyIsToldWithItsPlace() {
    assertEquals("1:1: expected a section such as [DEFAULTS] first", wrong("x = 1\n"));
    assertEquals("2:1: expected 'key = value'", wrong("[A]\njust words\n"));
    assertEquals("2:3: expected 'key = value'", wrong("[A]\n  = 3\n"));
  }

  private static String wrong(String text) {
    var thrown = assertThrows(NotConvertible.class, () -> IniFile.read(text));
    return String.valueOf(thrown.getMessage());
  }
}
