package org.stillwatch.app.cos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.command.Commands;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.cos.sag.GainSagFile;

/** The commands, on an archive of two weeks that the demo invents. */
class CosCommandsTest {

  @TempDir static Path folder;

  private static Path settings = Path.of("");

  /** What a command said, and its exit code. */
  private record Said(int code, String out, String err) {
    List<String> paths() {
      return out.lines().toList();
    }
  }

  private static Said run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Commands.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Said(code, out.toString(), err.toString());
  }

  /** With the settings. */
  private static Said cos(String command, String... more) {
    var args = new ArrayList<>(List.of("cos", command));
    args.addAll(Arrays.asList(more));
    args.addAll(List.of("--settings", settings.toString()));
    return run(args.toArray(String[]::new));
  }

  @BeforeAll
  static void anArchiveIsIngestedAndMonitored() {
    var demo = run("cos", "demo", folder.toString(), "--weeks", "2");
    assertEquals(0, demo.code(), demo.err());
    settings = folder.resolve("configure.yaml");
    assertEquals(0, cos("ingest").code());
    var monitors = cos("monitors");
    assertEquals(0, monitors.code(), monitors.out());
    assertTrue(monitors.out().contains("total_gain_163.fits"), monitors.out());
    assertTrue(monitors.out().contains("no figures of HV 167, 171"), monitors.out());
  }

  private static Path images() {
    return folder.resolve("monitors/CCI");
  }

  private static Path table() throws IOException {
    try (var files = Files.newDirectoryStream(images(), "gsag_filter_*[0-9].fits")) {
      return files.iterator().next();
    }
  }

  @Test
  void aSecondIngestReadsNothing() {
    var again = cos("ingest");
    assertEquals(0, again.code());
    assertTrue(
        again.out().contains("4 files in the archive: 0 read")
            && again.out().contains("as they were"),
        again.out());
    assertTrue(Files.exists(folder.resolve("monitors/cosmos_monitors.log")));
  }

  @Test
  void everyFormOfATableHasItsNameAndItsPathIsPrinted() {
    var out = folder.resolve("tables").toString();
    var names =
        List.of(
            List.of("gsag_filter_\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{6}\\.fits"),
            List.of("gsag_\\d{4}-[-T.\\d]+\\.fits", "--filter", "False"),
            List.of("gsag_filter_\\d{4}-[-T.\\d]+_blue\\.fits", "--blue"),
            List.of("gsag_\\d{4}-[-T.\\d]+_blue\\.fits", "--blue", "yes", "--filter", "no"),
            List.of("gsag_smov_to_58110\\.0_filter\\.fits", "--by_date", "--tab_date", "58110"),
            List.of(
                "gsag_smov_to_58110\\.0_blue\\.fits",
                "--by_date",
                "1",
                "--tab_date",
                "2017-12-23",
                "--filter",
                "0",
                "--blue",
                "1"));
    for (var form : names) {
      var args = new ArrayList<>(form.subList(1, form.size()));
      args.addAll(List.of("--out_directory", out));
      var said = cos("gsagtab-creator", args.toArray(String[]::new));
      assertEquals(0, said.code(), said.err());
      var file = Path.of(said.paths().getFirst());
      assertTrue(file.getFileName().toString().matches(form.getFirst()), file.toString());
      assertEquals(78, GainSagFile.read(file).extensions().size());
    }
    var again = cos("gsagtab-creator", "--by_date", "--tab_date", "58110", "--out_directory", out);
    assertEquals(1, again.code());
    assertTrue(again.err().contains("is there already and is kept"), again.err());
  }

  /** Fault 1: the original took every word for true. */
  @Test
  void fault1FalseIsFalseAndAnotherWordIsRefused() {
    var said = cos("gsagtab-creator", "--blue", "maybe");
    assertEquals(2, said.code());
    assertTrue(said.err().contains("'maybe' is neither true nor false"), said.err());
    var plain =
        cos(
            "gsagtab-creator",
            "--blue",
            "False",
            "--out_directory",
            folder.resolve("f").toString());
    assertFalse(plain.out().contains("_blue"), plain.out());
  }

  /** Fault 3: the original crashed late. */
  @Test
  void fault3WhatIsRequiredIsAskedForAtOnce() {
    for (var missing :
        List.of(
            List.of("gainmap-gsag-plot", "--hv_lvl", "163"),
            List.of("gsagtab-residual-plot", "--old_gsagtab", "a.fits"))) {
      var said = cos(missing.getFirst(), missing.subList(1, missing.size()).toArray(String[]::new));
      assertEquals(2, said.code());
      assertTrue(said.err().contains("Missing required option"), said.err());
    }
  }

  /** Fault 2: the original lost its own points when it compared. */
  @Test
  void fault2ComparingNamesATableOrSaysThatThereIsNone() throws IOException {
    var none = cos("gsagtab-by-date", "--compare");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("add 'gsagtab: NAME.fits'"), none.err());
    var with =
        Files.writeString(
            folder.resolve("compare.yaml"),
            Files.readString(settings) + "gsagtab: " + table() + "\n");
    var said =
        run(
            "cos",
            "gsagtab-by-date",
            "--compare",
            "--min_date",
            "2017-12-01",
            "--max_date",
            "58200",
            "--settings",
            with.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(
        List.of("gsag_by_date_compare_58088-58200_163_FUVB.png"),
        said.paths().stream()
            .map(path -> Path.of(path).getFileName().toString())
            .filter(name -> name.contains("_163_"))
            .toList());
    var picture = ImageIO.read(Path.of(said.paths().getFirst()).toFile());
    assertEquals(20.0 / 10, (double) picture.getWidth() / picture.getHeight(), 0.01);
  }

  @Test
  void datesWithoutFlagsAreSaidAndDrawNothing() {
    var said =
        cos(
            "gsagtab-by-date",
            "--segment",
            "FUVA",
            "--min_date",
            "2024-01-01",
            "--max_date",
            "60400");
    assertEquals(0, said.code());
    assertEquals("", said.out());
    assertTrue(said.err().contains("no superpixel of FUVA sagged"), said.err());
    var turned = cos("gsagtab-by-date", "--min_date", "58200", "--max_date", "58100");
    assertEquals(2, turned.code());
    assertTrue(turned.err().contains("is later than"), turned.err());
    var wrong = cos("gsagtab-by-date", "--min_date", "last week");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("expected a modified Julian date"), wrong.err());
  }

  /** Fault 18: only new minus old, 77 of 78, and always a figure. */
  @Test
  void fault18ResidualsAreDrawnWhereTablesDiffer() throws IOException {
    var out = folder.resolve("residuals").toString();
    var young =
        cos("gsagtab-creator", "--by_date", "--tab_date", "58104", "--out_directory", out).paths();
    var said =
        cos(
            "gsagtab-residual-plot",
            "--old_gsagtab",
            table().toString(),
            "--new_gsagtab",
            young.getFirst(),
            "--out_dir",
            out);
    assertEquals(0, said.code(), said.err());
    assertTrue(
        said.out().contains("gsagtab_residual_comparion_FUVB_163.png"), said.out() + said.err());
    var same =
        cos(
            "gsagtab-residual-plot",
            "--old_gsagtab",
            table().toString(),
            "--new_gsagtab",
            table().toString(),
            "--out_dir",
            out);
    assertEquals(0, same.code());
    assertEquals("", same.out());
    assertTrue(same.err().contains("the tables say the same"), same.err());
  }

  /** Fault 19: the original failed with an unbound variable. */
  @Test
  void fault19ALevelWithoutAMapNamesTheFileAndTheLevelsThatThereAre() throws IOException {
    var said = cos("gainmap-gsag-plot", "--gsagtab", table().toString(), "--hv_lvl", "171");
    assertEquals(1, said.code());
    assertTrue(
        said.err().contains("total_gain_171.fits; there are total maps of HV 163, 169"),
        said.err());
    var drawn = cos("gainmap-gsag-plot", "--gsagtab", table().toString(), "--hv_lvl", "169");
    assertEquals(0, drawn.code(), drawn.err());
    assertTrue(
        drawn.out().strip().endsWith(table().getFileName().toString().replace(".fits", "_169.png")),
        drawn.out());
    var absent = cos("gainmap-gsag-plot", "--gsagtab", "nowhere.fits", "--hv_lvl", "169");
    assertEquals(1, absent.code());
    assertTrue(absent.err().contains("nowhere.fits"), absent.err());
  }

  @Test
  void productsAreMadeAgainByteByByte() throws IOException {
    var products = new ArrayList<>(List.of(table().toString()));
    for (var name :
        List.of(
            "total_gain_163.fits",
            "l_2017347060000_00_163_cci_gainmap.fits.gz",
            "l_2017347060000_phaimage_cci_phf.fits",
            "cumulative_gainmap_FUVA_163.png",
            "gainmap_gsagtab_169_overplot_blue.pdf")) {
      products.add(images().resolve(name).toString());
    }
    var said = cos("rebuild", products.toArray(String[]::new));
    assertEquals(0, said.code(), said.out() + said.err());
    assertEquals(products.size(), said.out().split("the same, byte by byte", -1).length - 1);
    var changed = Files.copy(table(), folder.resolve("changed.fits"));
    Files.copy(
        Path.of(table() + ".provenance.json"), folder.resolve("changed.fits.provenance.json"));
    Files.writeString(changed, "x", StandardOpenOption.APPEND);
    var found = cos("rebuild", changed.toString(), settings.toString());
    assertEquals(1, found.code());
    assertTrue(found.out().contains("was changed after it was made"), found.out());
    assertTrue(found.err().contains("nothing says how it was made"), found.err());
  }

  @Test
  void singleImagesAreMeasuredWithoutSettings() {
    var to = folder.resolve("single").toString();
    var said =
        run(
            "cos",
            "gain-map",
            folder.resolve("archive/CCI/l_2017347060000_00_163_cci.fits.gz").toString(),
            folder.resolve("nowhere.fits.gz").toString(),
            "-d",
            to);
    assertEquals(1, said.code());
    assertEquals(2, said.paths().size(), said.out());
    assertTrue(said.err().contains("PHA bins on average"), said.err());
    var again = cos("rebuild", said.paths().getLast());
    assertEquals(0, again.code(), again.out() + again.err());
    assertTrue(said.err().contains("nowhere.fits.gz"), said.err());
  }

  @Test
  void aTotalMapOfChosenImagesIsPainted() {
    var said =
        cos(
            "total-gain",
            "--hv",
            "163",
            "--paint",
            "counts",
            "-d",
            folder.resolve("total").toString());
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().strip().endsWith("total_gain_163_chosen.fits"), said.out());
    var none = cos("total-gain", "-s", "2020-01-01");
    assertEquals(1, none.code());
    assertTrue(none.err().contains("no image in the catalogue starts between"), none.err());
  }

  @Test
  void withoutSettingsOrCatalogueItIsSaidWhatToDo() throws IOException {
    var said = run("cos", "ingest", "--settings", folder.resolve("none.yaml").toString());
    assertEquals(2, said.code());
    assertTrue(said.err().contains("there are no settings in"), said.err());
    var fresh =
        Files.writeString(
            folder.resolve("fresh.yaml"), "data_location: archive\nmonitor_location: elsewhere\n");
    var early = run("cos", "gsagtab-creator", "--settings", fresh.toString());
    assertEquals(1, early.code());
    assertTrue(early.err().contains("'stillwatch cos ingest' makes it"), early.err());
    assertFalse(Files.exists(folder.resolve("elsewhere")));
  }

  @Test
  void statusSaysWhatIsInTheCatalogue() {
    var said = cos("status");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains("         4  cci"), said.out());
  }

  @Test
  void aStationReadsWhatAnIngestBrought() {
    var site = new Site("cos", ZoneOffset.UTC, folder);
    try (var instrument =
        new CosKind()
            .open(site, new CosKind.Settings(settings, Optional.of(Duration.ofSeconds(1))))) {
      instrument.resume(Optional.empty());
      var turn = instrument.turn(Instant.parse("2026-01-01T00:00:00Z"));
      assertEquals(Health.ok(""), turn.health());
      assertTrue(turn.backlog());
      var readings = turn.scans().getFirst().readings();
      assertTrue(
          readings.stream()
              .anyMatch(
                  reading ->
                      reading instanceof Reading.Measured measured
                          && measured.channel().toString().equals("cos/fuva-163/gain")
                          && measured.value() > 5
                          && measured.value() < 15),
          readings.toString());
    }
  }
}
