package org.stillwatch.instruments.viper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.formats.hdf5.Column;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Type;

class ViperPastTest {

  private static final double NAN = Double.NaN;

  @TempDir Path folder;

  private Path file(int[] index, double[] ion, double[] utc) {
    var path = folder.resolve("vacuum.h5");
    var number = new Hdf5Type.Float64();
    var seconds = new double[index.length];
    for (int i = 0; i < index.length; i++) {
      seconds[i] = index[i] * 5.0;
    }
    try (var file = Hdf5File.create(path, Hdf5File.Format.EARLIEST)) {
      file.create("/Index", Column.plain(new Hdf5Type.Int32(), 1024)).append(index);
      file.create("/Timestamp", Column.plain(number, 1024)).append(seconds);
      for (var gauge : List.of("Ionisation", "CG1", "CG2")) {
        file.create("/" + gauge, Column.plain(number, 1024)).append(ion);
      }
      if (utc.length > 0) {
        file.create("/TimeUTC", Column.plain(number, 1024)).append(utc);
      }
    }
    return path;
  }

  private record Imported(List<String> ion, List<RowProblem> problems, long rows) {}

  private Imported read(Path file, List<LocalDateTime> starts, Optional<ViperSettings.End> end) {
    var site = new Site("gauge1", ZoneId.of("Europe/Zurich"), folder);
    var settings = new ViperSettings(file, starts, end, Optional.of(Duration.ofSeconds(5)));
    var ion = new ArrayList<String>();
    var problems = new ArrayList<RowProblem>();
    long rows = 0;
    try (var instrument = new ViperKind().open(site, settings);
        var past = instrument.past(List.of()).orElseThrow()) {
      for (boolean more = true; more; ) {
        var turn = past.next();
        more = turn.more();
        rows += turn.rows();
        problems.addAll(turn.problems());
        for (var scan : turn.scans()) {
          assertEquals(3, scan.readings().size());
          ion.add(
              scan.time()
                  + " "
                  + switch (scan.readings().getFirst()) {
                    case Reading.Measured measured -> "" + measured.value();
                    case Reading.Missing missing -> missing.reason();
                  });
        }
      }
    }
    return new Imported(ion, problems, rows);
  }

  @Test
  void everyRunIsDatedByTheUserInOrder() {
    var path =
        file(new int[] {0, 1, 2, 0, 1}, new double[] {1e-6, -999, 0, 9.9e9, 2e-6}, new double[0]);
    var imported =
        read(
            path,
            List.of(
                LocalDateTime.parse("2024-03-19T10:00"), LocalDateTime.parse("2024-07-01T08:00")),
            Optional.empty());
    assertEquals(List.of(), imported.problems());
    assertEquals(
        List.of(
            "2024-03-19T09:00:00Z 1.0E-6",
            "2024-03-19T09:00:05Z no reading (-999 in the file)",
            "2024-03-19T09:00:10Z no reading (0 in the file)",
            "2024-07-01T06:00:00Z gauge off or over range (9.9E+09)",
            "2024-07-01T06:00:05Z 2.0E-6"),
        imported.ion());
  }

  @Test
  void aRunWithoutADateIsAProblemThatSaysHowToGiveIt() {
    var path = file(new int[] {0, 1, 0}, new double[] {1, 2, 3}, new double[0]);
    var imported = read(path, List.of(LocalDateTime.parse("2024-03-19T10:00")), Optional.empty());
    assertEquals(2, imported.ion().size());
    assertEquals(
        List.of(
            new RowProblem(
                "vacuum.h5",
                3,
                1,
                "the file does not say when run 2 began; give it as number 2 of 'run-starts:', or"
                    + " 'end: modified'")),
        imported.problems());
  }

  @Test
  void theLastRunMayEndWhenTheFileWasChangedLast() throws IOException {
    var path = file(new int[] {0, 1, 2}, new double[] {1, 2, 3}, new double[0]);
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2024-05-01T00:00:10Z")));
    var imported = read(path, List.of(), Optional.of(ViperSettings.End.MODIFIED));
    assertEquals("2024-05-01T00:00:00Z 1.0", imported.ion().getFirst());
    assertEquals(List.of(), imported.problems());
  }

  @Test
  void rowsThatStillwatchWroteKnowTheirTime() {
    var path =
        file(
            new int[] {0, 1, 0, 1},
            new double[] {1, 2, 3, 4},
            new double[] {NAN, NAN, 1_700_000_000, 1_700_000_005});
    var imported = read(path, List.of(LocalDateTime.parse("2023-01-01T00:00")), Optional.empty());
    assertEquals(List.of(), imported.problems());
    assertEquals(
        List.of(
            "2022-12-31T23:00:00Z 1.0",
            "2022-12-31T23:00:05Z 2.0",
            "2023-11-14T22:13:20Z 3.0",
            "2023-11-14T22:13:25Z 4.0"),
        imported.ion());
  }

  @Test
  void aLongFileComesInTurns() {
    int count = 12_345;
    var index = new int[count];
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      index[i] = i;
      values[i] = i + 1;
    }
    var imported =
        read(
            file(index, values, new double[0]),
            List.of(LocalDateTime.parse("2024-03-19T10:00")),
            Optional.empty());
    assertEquals(count, imported.rows());
    assertEquals(count, imported.ion().size());
    assertEquals("2024-03-20T02:08:40Z 12345.0", imported.ion().getLast());
  }

  @Test
  void aFileThatIsNoneOfVipersIsAProblem() throws IOException {
    var path = Files.writeString(folder.resolve("vacuum.h5"), "none");
    var imported = read(path, List.of(), Optional.empty());
    assertEquals(1, imported.problems().size());
    assertTrue(imported.problems().getFirst().why().contains("no HDF5 file"));
  }

  @Test
  void rowsWhoseTimeIsNoTimeAreLeftOutAndToldOnce() {
    double endless = Double.POSITIVE_INFINITY;
    var path =
        file(
            new int[] {0, 1, 2, 3},
            new double[] {1e-6, 2e-6, 3e-6, 4e-6},
            new double[] {1.7e9, endless, -1e300, 1.7e9 + 15});
    var imported = read(path, List.of(), Optional.empty());
    assertEquals(
        List.of("2023-11-14T22:13:20Z 1.0E-6", "2023-11-14T22:13:35Z 4.0E-6"), imported.ion());
    assertEquals(1, imported.problems().size());
    assertEquals(2, imported.problems().getFirst().line());
    assertTrue(imported.problems().getFirst().why().contains("no number of seconds"));
  }
}
