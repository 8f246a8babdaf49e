package org.stillwatch.cos.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

  private static FileName name(String text) {
    return FileName.of(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "lb4c10niq_rawtag_a.fits.gz, RAWTAG_A, lb4c10niq",
    "lb4c10niq_rawtag.fits, RAWTAG, lb4c10niq",
    "lb4c10niq_x1d.fits, X1D, lb4c10niq",
    "lb4c10niq_x1dsum.fits, OTHER, lb4c10niq",
    "lb4c10niq_spt.fits.gz, SPT, lb4c10niq",
    "lb4c10niq_jit.fits, OTHER, lb4c10niq",
    "lb4c10niq_rawtag_ab.fits, OTHER, lb4c10niq",
    "lb4c10niq_arawtag_a.fits, OTHER, lb4c10niq",
    "lb4c10niq.fits, OTHER, lb4c10niq",
    "lb4c10ni_rawtag_a.fits, OTHER,",
    "lb4c10niqq_rawtag_a.fits, OTHER,",
    "l_2017347120000_00_163_cci.fits.gz, CCI,",
    "l_2017347120000_01_999_cci.fits, CCI,",
    "l_2017347120000_02_163_cci.fits, CCI_ACCUM,",
    "l_2017347120000_04_163_cci.fits, OTHER,",
    "l_2017347120000_00_163_cci_gainmap.fits.gz, OTHER,",
    "xl_2017347120000_00_163_cci.fits.gz, OTHER,",
    "l_201734712000_00_163_cci.fits.gz, OTHER,"
  })
  void saysWhatAFileHolds(String text, FileKind kind, String rootname) {
    assertEquals(kind, name(text).kind());
    assertEquals(Optional.ofNullable(rootname), name(text).rootname());
  }

  @ParameterizedTest
  @CsvSource({"lb4c10niq_rawtag_a.fits.gz.part", "lb4c10niq_rawtag_a.fit", ".fits", "notes.txt"})
  void whatIsNoFitsFileHasNoName(String text) {
    assertEquals(Optional.empty(), FileName.of(text));
  }

  @Test
  void knowsWhatIsReadTogether() {
    assertEquals(
        List.of("lb4c10niq_spt.fits", "lb4c10niq_spt.fits.gz"),
        name("lb4c10niq_rawacq.fits.gz").companions());
    assertEquals(
        List.of("lb4c10niq_rawacq.fits", "lb4c10niq_rawacq.fits.gz"),
        name("lb4c10niq_spt.fits.gz").readers());
    assertEquals(
        List.of("l_2017347120000_03_163_cci.fits", "l_2017347120000_03_163_cci.fits.gz"),
        name("l_2017347120000_01_163_cci.fits.gz").companions());
    assertEquals(
        List.of("l_2017347120000_00_163_cci.fits", "l_2017347120000_00_163_cci.fits.gz"),
        name("l_2017347120000_02_163_cci.fits.gz").readers());
    assertTrue(name("lb4c10niq_spt.fits").isCompanion());
    assertFalse(name("lb4c10niq_rawacq.fits").isCompanion());
    assertEquals(List.of(), name("lb4c10niq_rawtag_a.fits").companions());
  }

  @Test
  void theTableOfObservationsTellsOfEighteenKinds() {
    assertEquals(
        List.of(
            "rawacq",
            "rawtag",
            "rawtag_a",
            "rawtag_b",
            "corrtag_a",
            "corrtag_b",
            "x1d",
            "x1d_a",
            "x1d_b",
            "flt",
            "flt_a",
            "flt_b",
            "counts",
            "counts_a",
            "counts_b",
            "csum_a",
            "csum_b",
            "spt"),
        FileKind.TOLD.stream().map(FileKind::suffix).toList());
  }
}
