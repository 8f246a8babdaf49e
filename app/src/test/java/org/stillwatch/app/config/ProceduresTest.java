package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.procedure.Procedure;

/** The section 'procedures' of a station file, and files of procedures. */
class ProceduresTest {

  private static final String HEAD =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments: {fridge: {kind: bluefors-logs, folder: .}}
      """;

  private static final String STILL = "title: Mine\nchannels: {still: still/temperature}\n";

  @TempDir private Path folder;

  private StationReader.Result read(String more) throws IOException {
    return read(HEAD, more);
  }

  private StationReader.Result read(String head, String more) throws IOException {
    var file = Files.writeString(folder.resolve("station.yaml"), head + more);
    return new StationReader(Map.of()).read(file);
  }

  private List<String> problems(String more) throws IOException {
    return problems(HEAD, more);
  }

  private List<String> problems(String head, String more) throws IOException {
    return read(head, more).problems().stream()
        .map(
            problem ->
                problem.file().getFileName()
                    + ":"
                    + problem.line()
                    + ":"
                    + problem.column()
                    + ": "
                    + problem.text())
        .toList();
  }

  /** A procedure with a still and these steps. */
  private List<String> steps(String steps) throws IOException {
    return own(STILL + steps);
  }

  private List<String> own(String text) throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), text);
    return problems("procedures: {files: [mine.yaml]}\n");
  }

  @Test
  void aFridgeHasTheNineModesWithoutAWordInTheStationFile() throws IOException {
    var book = read("").usable().procedures();
    assertEquals(
        ProcedureReader.BUILT_IN, book.procedures().stream().map(Procedure::name).toList());
    assertEquals(9, book.offered());
    assertEquals("fridge", book.fridges().getFirst().name());
  }

  @Test
  void whichAreOfferedAndInWhichOrderIsConfigured() throws IOException {
    var book = read("procedures: {offer: [warmup, full-cooldown]}\n").usable().procedures();
    assertEquals(
        List.of("warmup", "full-cooldown"),
        book.procedures().subList(0, book.offered()).stream().map(Procedure::name).toList());
    assertEquals(9, book.procedures().size());
  }

  @Test
  void everyProcedureThatComesWithStillwatchCanBeCopiedAndChanged() throws IOException {
    for (var name : ProcedureReader.BUILT_IN) {
      Files.writeString(
          folder.resolve(name + ".yaml"),
          ProcedureReader.text(name).replaceFirst("title: .*", "title: Ours"));
      var station = read("procedures: {files: [" + name + ".yaml]}\n").usable();
      var titles =
          station.procedures().procedures().stream()
              .filter(each -> each.name().equals(name))
              .map(Procedure::title)
              .toList();
      assertEquals(List.of("Ours"), titles);
    }
  }

  @Test
  void theSectionIsCheckedToTheColumn() throws IOException {
    assertEquals(
        List.of(
            "station.yaml:4:11: there is no procedure 'warmupp'; did you mean 'warmup'?",
            "station.yaml:5:21: no procedure has a parameter 'baset'; did you mean 'baseT'?",
            "station.yaml:5:43: still_full_cd: '3 mbar' does not fit; expected a value in K",
            "station.yaml:7:19: there is no snapshot set 'all'; there are none",
            "station.yaml:7:42: no instrument and no derived channel is called 'lab'; expected"
                + " fridge, station"),
        problems(
            """
            procedures:
              offer: [warmupp]
              defaults: {baset: 20 mK, still_full_cd: 3 mbar}
              fridges:
                fridge: {set: all, channels: {still: lab/still/temperature}}
            """));
  }

  @Test
  void aDefaultThatMakesNoSenseWithAnotherIsFoundBeforeTheNight() throws IOException {
    var found = problems("procedures: {defaults: {baseT: 10 K}}\n");
    assertTrue(
        found.stream()
            .anyMatch(line -> line.contains("baseT (10 K) is not below still_full_cd (4 K)")),
        found::toString);
  }

  @Test
  void mistakesOfAProcedureAreToldWithTheirPlace() throws IOException {
    assertEquals(
        List.of("mine.yaml:1:1: the key 'title' is missing"),
        own("steps: [{notify: hello}]\n").stream().limit(1).toList());
    assertEquals(
        List.of("mine.yaml:2:8: the procedure has no steps"), own("title: Mine\nsteps: []\n"));
    assertEquals(
        List.of(
            "mine.yaml:2:9: this step does more than one thing; expected one of notify, warn,"
                + " snapshot, wait, set, start, choose"),
        own("title: Mine\nsteps: [{notify: a, wait: 1 h}]\n"));
    assertEquals(
        List.of("mine.yaml:2:29: 'within' says nothing in this step"),
        own("title: Mine\nsteps: [{notify: a, within: 1 h}]\n"));
    assertEquals(
        List.of(
            "mine.yaml:3:16: mine on fridge: '{stil}' stands for nothing; did you mean 'still'?"),
        steps("steps: [{wait: '{stil} < 4 K'}]\n"));
    assertEquals(
        List.of(
            "mine.yaml:3:16: mine on fridge: expected a number, a channel or a condition after"
                + " '<'"),
        steps("steps: [{wait: '{still} <'}]\n").stream()
            .map(
                line ->
                    line.replaceFirst(
                        "fridge: .*",
                        "fridge: expected a number, a channel or a condition after '<'"))
            .toList());
    assertEquals(
        List.of(
            "mine.yaml:2:9: mine on fridge: there is no procedure 'warmupp' to start; did you mean"
                + " 'warmup'?"),
        own("title: Mine\nsteps: [{start: warmupp}]\n").stream()
            .map(line -> line.replaceFirst(":2:\\d+:", ":2:9:"))
            .toList());
    assertEquals(
        List.of("mine.yaml:2:24: 'comment' stands for something else already; choose another name"),
        own("title: Mine\nparameters: [{name: comment}]\nsteps: [{notify: a}]\n").stream()
            .map(line -> line.replaceFirst(":2:\\d+:", ":2:24:"))
            .toList());
  }

  @Test
  void aFileThatIsNotThereOrIsNoNameIsTold() throws IOException {
    assertTrue(
        problems("procedures: {files: [nowhere.yaml]}\n").getFirst().contains("no such file"));
    Files.writeString(folder.resolve("My Cooldown.yaml"), "title: Mine\nsteps: [{notify: a}]\n");
    assertTrue(
        problems("procedures: {files: [My Cooldown.yaml]}\n")
            .getFirst()
            .contains("'My Cooldown' is no name of a procedure"));
  }

  @Test
  void theExamplesOfTheDocumentationAreRight() throws IOException {
    var text = Files.readString(Path.of("../docs/writing-procedures.md"));
    var blocks = text.split("```yaml\n");
    Files.writeString(folder.resolve("my-cooldown.yaml"), blocks[2].split("```")[0]);
    var head = HEAD.replace(".}}", ".}, old-fridge: {kind: bluefors-logs, folder: .}}");
    assertEquals(
        List.of(),
        problems(
            head,
            """
            derived:
              lab/still/temperature: {expression: "fridge/still/temperature + 0 K", unit: K}
              lab/mxc/temperature: {expression: "fridge/mxc/temperature + 0 K", unit: K}
            snapshots: {fridge: [fridge/*/temperature]}
            """
                + blocks[1].split("```")[0]));
  }
}
