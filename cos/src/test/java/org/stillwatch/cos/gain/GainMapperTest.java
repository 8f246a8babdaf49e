package org.stillwatch.cos.gain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.cos.cci.Cci;
import org.stillwatch.cos.cci.CciFile;
import org.stillwatch.cos.cci.CciShape;
import org.stillwatch.cos.cci.Cube;
import org.stillwatch.cos.cci.Reference;

class GainMapperTest {
  /** The order in which the reference counts them. */
  private static final List<Verdict> CODES =
      List.of(
          Verdict.TOO_FEW_COUNTS,
          Verdict.ACCEPTED,
          Verdict.REJECTED,
          Verdict.DROPPED,
          Verdict.LOW_GAIN_CONFIRMED);

  @ParameterizedTest
  @ValueSource(strings = {"caseA_normal", "caseB_lowcounts", "caseC_lowgain", "caseD_empty"})
  void aCaseIsMeasuredAsByTheOriginalAlgorithm(String name) throws IOException {
    var full = new GainMapper().map(read(Reference.cci(name), CciShape.ANY));
    var expected = Expected.read(Reference.expected(name));
    assertSameGains(full, expected);
    var fitCounts = expected.image("FITCNTS");
    var charge = expected.image("CHARGE");
    for (int i = 0; i < charge.length; i++) {
      if (full.verdicts()[i].measured()) {
        assertEquals(fitCounts[i], full.plane(PlaneGroup.FITTED)[i]);
      }
      assertEquals(charge[i], full.charge()[i], 1e-12 * charge[i]);
    }
    assertEquals(expected.number("CNT00"), full.filled(PlaneGroup.LOWEST));
    assertEquals(expected.number("CNT01"), full.filled(PlaneGroup.SECOND));
    assertEquals(expected.number("CNT0230"), full.filled(PlaneGroup.FITTED));
    assertEquals(expected.number("CNT31"), full.filled(PlaneGroup.HIGHEST));
  }

  @Test
  void aFileOfFullSizeIsMeasuredAsByTheOriginalAlgorithm() throws IOException {
    var full = new GainMapper().map(read(Reference.full("_cci"), CciShape.DETECTOR));
    assertSameGains(full, Expected.read(Reference.full("_expected")));
    var counts = IntStream.of(full.map().counts()).asLongStream().sum();
    assertEquals(full.map().cci().counts(), counts, "COUNTS of the header");
  }

  private static void assertSameGains(FullGainMap full, Expected expected) {
    var gain = expected.image("MOD_GAIN");
    var codes = expected.image("CODE");
    var counts = expected.image("COUNTS");
    assertEquals(gain.length, full.map().gain().length);
    for (int i = 0; i < gain.length; i++) {
      assertEquals(CODES.get((int) codes[i]), full.verdicts()[i], "superpixel " + i);
      assertEquals(gain[i], full.map().gain()[i], 1e-9, "superpixel " + i);
      assertEquals(gain[i] == 0, full.map().gain()[i] == 0, "superpixel " + i);
      assertEquals(counts[i], full.map().counts()[i], "superpixel " + i);
    }
  }

  @Test
  void fault11ThePlanesThatAreNotFittedKeepTheirCounts() {
    var cci = read(Reference.cci("caseC_lowgain"), CciShape.ANY);
    var full = new GainMapper().map(cci);
    for (var group : PlaneGroup.values()) {
      long sum = 0;
      for (int p = group.first(); p <= group.last(); p++) {
        for (int y = 0; y < cci.cube().height(); y++) {
          sum += IntStream.of(cci.cube().line(p, y)).sum();
        }
      }
      assertTrue(sum > 0, group + " has counts");
      assertEquals(sum, IntStream.of(full.plane(group)).sum());
    }
    assertEquals(full.map().gain().length, full.plane(PlaneGroup.HIGHEST).length);
  }

  @Test
  void countsWithoutPulseHeightsAreAddedToTheCountsAlone() {
    var cci = read(Reference.cci("caseA_normal"), CciShape.ANY);
    var without = new GainMapper().map(cci);
    // the second is any cube of that size: its plane 0 stands for the image
    var with = new GainMapper().map(cci, Optional.of(cci.cube()));
    var lowest = without.plane(PlaneGroup.LOWEST);
    for (int i = 0; i < lowest.length; i++) {
      assertEquals(without.map().counts()[i] + lowest[i], with.map().counts()[i]);
    }
    assertTrue(Arrays.equals(without.map().gain(), with.map().gain()));
    assertTrue(Arrays.equals(without.charge(), with.charge()));
    assertEquals(without.filled(), with.filled());
  }

  @Test
  void oneMapperMeasuresManyFilesAsANewOneDoes() {
    var cci = read(Reference.cci("caseB_lowcounts"), CciShape.ANY);
    var mapper = new GainMapper();
    mapper.map(read(Reference.cci("caseC_lowgain"), CciShape.ANY));
    assertTrue(Arrays.equals(new GainMapper().map(cci).map().gain(), mapper.map(cci).map().gain()));
  }

  @Test
  void aMapOfNothingHasNoGain() {
    var header = read(Reference.cci("caseD_empty"), CciShape.ANY).header();
    var full = new GainMapper().map(new Cci(header, List.of(), new Cube(8, 4)));
    assertEquals(0, Arrays.stream(full.map().gain()).sum());
    assertEquals(0, full.filled(PlaneGroup.FITTED));
  }

  private static Cci read(Path file, CciShape shape) {
    return assertInstanceOf(Cci.class, CciFile.read(file, shape));
  }
}
