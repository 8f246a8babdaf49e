package org.stillwatch.cos.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.Column;

class LampflashTest {
  @TempDir Path folder;
  private TestArchive archive;
  private final Notes notes = new Notes();

  @BeforeEach
  void prepare() {
    archive = new TestArchive(folder);
  }

  /** Rows of the lamp: FP_PIXEL_SHIFT is 100 for segment A, 200 for B and so on. */
  private void lampTable(Column... more) {
    archive.write(
        "lref/test_lamp.fits",
        writer -> {
          writer.primary(List.of());
          var columns = new ArrayList<Column>();
          // B first: rows are found by what stands in them
          columns.add(new Column.Texts("SEGMENT", "", 4, List.of("FUVB", "FUVA")));
          columns.add(new Column.Texts("OPT_ELEM", "", 5, List.of("G140L", "G140L")));
          columns.add(new Column.Ints("CENWAVE", "", new int[] {1280, 1280}));
          columns.add(new Column.Doubles("FP_PIXEL_SHIFT", "", new double[] {200, 100}));
          columns.addAll(List.of(more));
          writer.table(List.of(), columns);
        });
  }

  private List<Row> rows(Path file) {
    var name = FileName.of(file.getFileName().toString()).orElseThrow();
    var step = new LampflashStep(new LampTables(Optional.of(folder.resolve("lref"))));
    return step.rows(ExposureFile.read(file, name, true, notes));
  }

  private Path flashes(String... segments) {
    return archive.lampflash(
        "lbhx26fmq_lampflash.fits", TestArchive.primary("lbhx26fmq", "QSO"), segments);
  }

  private static List<Object> values(List<Row> rows, String column) {
    return rows.stream().map(row -> row.values().getOrDefault(column, "absent")).toList();
  }

  @Test
  void theShiftIsCountedFromThePlaceInTheLampTable() {
    lampTable(new Column.Ints("FPOFFSET", "", new int[] {1, 1}));
    var rows = rows(flashes("FUVA", "FUVB", "FUVA"));
    assertEquals(List.of(10 - 100.0, 11 - 200.0, 12 - 100.0), values(rows, "x_shift"));
    assertEquals(List.of(0.0, -1.0, -2.0), values(rows, "y_shift"));
    assertEquals(List.of(56194.80628, 56194.80628, 56194.80628), values(rows, "date"));
    assertEquals("2017-07-05T12:00:00Z", rows.getFirst().values().get("cal_date"));
    assertEquals(List.of(), notes.all());
  }

  @Test
  void fault24flashesAreCountedForEachDetector() {
    lampTable(new Column.Ints("FPOFFSET", "", new int[] {1, 1}));
    assertEquals(
        List.of(1, 1, 2, 2), values(rows(flashes("FUVA", "FUVB", "FUVA", "FUVB")), "flash"));
    assertEquals(
        List.of(1, 1, 1, 2, 2, 2),
        values(rows(flashes("NUVA", "NUVB", "NUVC", "NUVA", "NUVB", "NUVC")), "flash"));
    assertEquals(List.of(1, 2), values(rows(flashes("FUVB", "FUVB")), "flash"));
  }

  @Test
  void fault24theNearUltravioletHeadersHaveAllSixShifts() {
    var names =
        HeaderStep.all().stream()
            .filter(step -> step.table().equals("nuv_corr_headers"))
            .map(step -> (HeaderStep) step)
            .flatMap(step -> step.real().stream())
            .filter(name -> name.startsWith("shift"))
            .toList();
    assertEquals(List.of("shift1a", "shift1b", "shift1c", "shift2a", "shift2b", "shift2c"), names);
  }

  @Test
  void fault35aLampTableWithoutTheRowIsToldAndTheShiftIsAbsent() {
    lampTable(new Column.Ints("FPOFFSET", "", new int[] {1, 0}));
    var rows = rows(flashes("FUVA", "FUVB"));
    assertEquals(List.of("absent", 11 - 200.0), values(rows, "x_shift"));
    var note = notes.all().getFirst().words();
    assertTrue(
        note.endsWith(
            "test_lamp.fits: has no row for segment FUVA, G140L, central wavelength 1280, FP offset"
                + " 1; x_shift of those flashes is not known"),
        note);
  }

  @Test
  void aLampTableWithoutOffsetsShiftsNothing() {
    lampTable();
    assertEquals(List.of(10.0, 11.0), values(rows(flashes("FUVA", "FUVB")), "x_shift"));
  }

  @Test
  void aLampTableThatIsNotThereIsToldOnce() {
    archive.write("lref/other_lamp.fits", writer -> writer.primary(List.of()));
    assertEquals(List.of("absent", "absent"), values(rows(flashes("FUVA", "FUVB")), "x_shift"));
    assertEquals(1, notes.all().size());
    assertTrue(notes.all().getFirst().words().contains("test_lamp.fits: is not there; x_shift"));
  }

  @Test
  void aHeaderCannotLeadOutOfTheDirectoryOfReferenceFiles() {
    archive.write("secret_lamp.fits", writer -> writer.primary(List.of()));
    archive.write("lref/other_lamp.fits", writer -> writer.primary(List.of()));
    var primary = new ArrayList<>(TestArchive.primary("lbhx26fmq", "QSO"));
    primary.removeIf(card -> card.equals(Card.of("LAMPTAB", "lref$test_lamp.fits")));
    primary.add(Card.of("LAMPTAB", "../secret_lamp.fits"));
    rows(archive.lampflash("lbhx26fmq_lampflash.fits", primary, "FUVA"));
    assertTrue(
        notes.all().getFirst().words().contains("LAMPTAB is '../secret_lamp.fits', expected"),
        () -> notes.all().toString());
  }

  @Test
  void anotherContentOfTheLampTablesIsAnotherRecipe() {
    lampTable();
    var before = new LampTables(Optional.of(folder.resolve("lref"))).recipe();
    assertEquals(before, new LampTables(Optional.of(folder.resolve("lref"))).recipe());
    lampTable(new Column.Ints("FPOFFSET", "", new int[] {1, 0}));
    assertNotEquals(before, new LampTables(Optional.of(folder.resolve("lref"))).recipe());
  }
}
