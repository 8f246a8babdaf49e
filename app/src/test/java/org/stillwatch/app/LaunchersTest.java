package org.stillwatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.command.Commands;

/**
 * The launchers for Linux and Windows do the same; the one for Windows is read here, not run, and
 * so must not drift.
 */
class LaunchersTest {

  private static final Path ROOT = Path.of("..");

  @TempDir private Path folder = Path.of("");

  private static String read(String name) throws IOException {
    return Files.readString(ROOT.resolve(name), StandardCharsets.UTF_8);
  }

  private static Set<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(
            flag -> flag.replace("here=$here", "here").replace("=$here", "").replace("=%HERE%", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bothGiveTheSameFlagsToJavaAndToTheBuild() throws IOException {
    var linux = read("stillwatch");
    var windows = read("stillwatch.bat");
    var java =
        "(-XX:[+A-Za-z]+(=\\d+)?|-Xlog:\\S*off|--enable-[a-z-]+=\\S+?(?=["
            + " )\"])|-D[A-Za-z.]+(=\\w+)?)";
    assertEquals(all(linux, java), all(windows, java));
    assertTrue(all(linux, java).contains("-XX:TieredStopAtLevel=1"));
    assertTrue(all(linux, java).size() > 7, () -> all(linux, java).toString());
    for (var same :
        List.of(
            "mvn -B -q -pl app -am -DskipTests -Dmaven.test.skip=true package",
            "org.stillwatch.app.Main demo --for 4s --port 0",
            "STILLWATCH_JAVA_OPTS")) {
      assertTrue(linux.contains(same), "stillwatch: " + same);
      assertTrue(windows.contains(same), "stillwatch.bat: " + same);
    }
  }

  @Test
  void bothBuildAnewWhenASourceOfTheSameModulesChanged() throws IOException {
    var linux = Pattern.compile("\\{(core,[a-z,]+)}/").matcher(read("stillwatch"));
    var windows = Pattern.compile("%%M in \\((core [a-z ]+)\\)").matcher(read("stillwatch.bat"));
    assertTrue(linux.find() && windows.find());
    var modules = Arrays.asList(linux.group(1).split(","));
    assertEquals(modules, Arrays.asList(windows.group(1).split(" ")));
    for (var module : modules) {
      assertTrue(Files.isDirectory(ROOT.resolve(module).resolve("src/main")), module);
    }
  }

  @Test
  void bothKnowWhichCommandsRunForLong() throws IOException {
    assertTrue(read("stillwatch").contains("run | demo | menu | cos | \"\") ;;"));
    assertTrue(read("stillwatch.bat").contains("for %%C in (run demo menu cos) do"));
  }

  @Test
  void theOneForWindowsHasItsLineEndsAndEveryLabelItGoesTo() throws IOException {
    var text = read("stillwatch.bat");
    assertFalse(text.replace("\r\n", "").contains("\n"), "labels need CR LF; see .gitattributes");
    assertTrue(text.chars().allMatch(c -> c < 128), "any code page must read it");
    var wanted =
        Pattern.compile("(?:goto|call) :([a-z]+)")
            .matcher(text)
            .results()
            .map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    var there =
        Pattern.compile("(?m)^:([a-z]+)\\s*$")
            .matcher(text)
            .results()
            .map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    wanted.removeAll(there);
    assertEquals(new TreeSet<String>(), wanted);
    assertFalse(
        text.toLowerCase(java.util.Locale.ROOT).contains("powershell"),
        "it may be forbidden on a fridge computer");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theDesktopEntryStartsTheLauncherThatLiesBesideIt() throws Exception {
    var exec =
        read("stillwatch.desktop")
            .lines()
            .filter(line -> line.startsWith("Exec="))
            .map(line -> line.substring(5))
            .findFirst()
            .orElseThrow();
    var lab = Files.createDirectories(folder.resolve("a lab's PC"));
    var launcher =
        Files.writeString(lab.resolve("stillwatch"), "#!/bin/sh\necho \"started in $(pwd)\"\n");
    assertTrue(launcher.toFile().setExecutable(true));
    var process =
        new ProcessBuilder(words(exec, lab.resolve("stillwatch.desktop")))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.startsWith("started in " + lab.toRealPath()), said);
    assertTrue(said.endsWith("Enter closes this window. "), said);
  }

  /** As desktops read it: an escaped string, then quoted words, then %k for the entry itself. */
  private static List<String> words(String exec, Path entry) {
    return Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+)")
        .matcher(exec.replace("\\\\", "\\"))
        .results()
        .map(
            word ->
                word.group(1) == null
                    ? word.group(2).replace("%k", entry.toString())
                    : word.group(1).replaceAll("\\\\(.)", "$1"))
        .toList();
  }

  /** A launcher under an original name runs a command that there is, on Linux and on Windows. */
  @Test
  void everyOriginalNameIsACommand() throws IOException {
    var named = Pattern.compile("stillwatch\" ([a-z -]+) \"\\$@\"");
    var names = new TreeSet<String>();
    try (var files =
        Files.newDirectoryStream(ROOT.resolve("bin"), path -> !path.toString().endsWith(".bat"))) {
      for (var file : files) {
        names.add(file.getFileName().toString());
        var script = named.matcher(Files.readString(file));
        assertTrue(script.find(), file.toString());
        var command = script.group(1);
        assertTrue(
            read("bin/" + file.getFileName() + ".bat")
                .contains("stillwatch.bat\" " + command + " %*"),
            file.toString());
        var words = Arrays.asList((command + " --help").split(" "));
        var out = new StringWriter();
        assertEquals(
            0,
            Commands.run(new PrintWriter(out), new PrintWriter(out), words.toArray(String[]::new)),
            out.toString());
        assertTrue(out.toString().contains("Example: stillwatch " + command), out.toString());
      }
    }
    assertEquals(
        Set.of(
            "cm_ingest",
            "cm_monitors",
            "cm_tot_gain",
            "cosmo_gainmap_gsag_plot",
            "cosmo_gsagtab_by_date",
            "cosmo_gsagtab_creator",
            "cosmo_gsagtab_residual_plot",
            "viper"),
        names);
  }
}
