package org.stillwatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The walls between the rooms, as ARCHITECTURE.md draws them. */
class ArchitectureTest {

  private static final String ROOT = "org.stillwatch.";

  /** What each room may use beside itself and libraries; {@code app} may use all. */
  private static final Map<String, Set<String>> ROOMS =
      Map.of(
          "core", Set.of(),
          "link", Set.of("core"),
          "formats", Set.of(),
          "simulators", Set.of(),
          "instruments", Set.of("core", "link", "formats"),
          "stores", Set.of("core", "formats"),
          "notifiers", Set.of("core"),
          "reports", Set.of("core"),
          "cos", Set.of("core", "formats"),
          "web", Set.of("core"));

  /** The concepts of core: each may use those of lower levels. */
  private static final Map<String, Integer> LEVELS =
      Map.ofEntries(
          Map.entry("reading", 0),
          Map.entry("condition", 1),
          Map.entry("notice", 1),
          Map.entry("instrument", 2),
          Map.entry("store", 2),
          Map.entry("polling", 3),
          Map.entry("lease", 3),
          Map.entry("interlock", 3),
          Map.entry("control", 4),
          Map.entry("alarm", 3),
          Map.entry("outbox", 3),
          Map.entry("procedure", 4),
          Map.entry("station", 5));

  /** Every class of the project with the classes that it names. */
  private static final Set<String> NAMES = new HashSet<>();

  private static final Map<String, Set<String>> USES = read();

  @Test
  void theRoomsUseOnlyTheRoomsBelowThem() {
    var broken = new TreeSet<String>();
    edges(
        (from, to) -> {
          var allowed = ROOMS.get(room(from));
          if (to.startsWith(ROOT)
              && allowed != null
              && !room(to).equals(room(from))
              && !allowed.contains(room(to))) {
            broken.add(from + " -> " + to);
          }
        });
    assertEquals(Set.of(), broken);
  }

  @Test
  void coreUsesTheJdkAlone() {
    var broken = new TreeSet<String>();
    edges(
        (from, to) -> {
          if (room(from).equals("core")
              && !to.startsWith("java.")
              && !to.startsWith("javax.crypto.")
              && !to.startsWith("org.jspecify.")
              && !to.startsWith(ROOT + "core.")) {
            broken.add(from + " -> " + to);
          }
        });
    assertEquals(Set.of(), broken);
  }

  @Test
  void theConceptsOfCoreUseOnlyThoseAboveThem() {
    var broken = new TreeSet<String>();
    edges(
        (from, to) -> {
          if (room(from).equals("core") && to.startsWith(ROOT + "core.")) {
            var mine = concept(from);
            var other = concept(to);
            if (!mine.equals(other) && level(other) >= level(mine)) {
              broken.add(from + " -> " + to);
            }
          }
        });
    assertEquals(Set.of(), broken);
  }

  @Test
  void familiesOfInstrumentsNeverUseEachOther() {
    var shared = Set.of("logfile", "value");
    var broken = new TreeSet<String>();
    edges(
        (from, to) -> {
          if (room(from).equals("instruments")
              && to.startsWith(ROOT + "instruments.")
              && !concept(from).equals(concept(to))
              && (shared.contains(concept(from)) || !shared.contains(concept(to)))) {
            broken.add(from + " -> " + to);
          }
        });
    assertEquals(Set.of(), broken);
  }

  @Test
  void packagesHaveNoCycles() {
    var packages = new TreeMap<String, Set<String>>();
    edges(
        (from, to) -> {
          if (to.startsWith(ROOT) && !packageOf(from).equals(packageOf(to))) {
            packages.computeIfAbsent(packageOf(from), key -> new TreeSet<>()).add(packageOf(to));
          }
        });
    var cycles = new ArrayList<List<String>>();
    for (var start : packages.keySet()) {
      walk(start, new ArrayList<>(List.of(start)), packages, new HashSet<>(), cycles);
    }
    assertEquals(List.of(), cycles);
  }

  private static void walk(
      String at,
      List<String> path,
      Map<String, Set<String>> packages,
      Set<String> seen,
      List<List<String>> cycles) {
    for (var next : packages.getOrDefault(at, Set.of())) {
      if (next.equals(path.getFirst())) {
        cycles.add(List.copyOf(path));
      } else if (seen.add(next)) {
        path.add(next);
        walk(next, path, packages, seen, cycles);
        path.removeLast();
      }
    }
  }

  @Test
  void everyRoomWasLookedAt() {
    var rooms = new TreeSet<String>();
    USES.keySet().forEach(name -> rooms.add(room(name)));
    assertTrue(rooms.containsAll(ROOMS.keySet()), rooms.toString());
    assertTrue(rooms.contains("app"));
  }

  @Test
  void theClassesThatTheArchitecturePageNamesExist() throws IOException {
    var page = Files.readString(Path.of("..", "ARCHITECTURE.md"));
    var simple = new HashSet<>(Set.of(ArchitectureTest.class.getSimpleName()));
    NAMES.forEach(name -> simple.add(name.substring(name.lastIndexOf('.') + 1)));
    var named = Pattern.compile("`([A-Z][A-Za-z0-9]+)(?:\\.[a-zA-Z]+)?(?:\\(\\))?`").matcher(page);
    var unknown = new TreeSet<String>();
    int found = 0;
    while (named.find()) {
      found++;
      if (!simple.contains(named.group(1))) {
        unknown.add(named.group(1));
      }
    }
    assertTrue(found > 10, "the page names classes");
    assertEquals(Set.of(), unknown);
  }

  private interface Edge {
    void see(String from, String to);
  }

  private static void edges(Edge edge) {
    USES.forEach((from, uses) -> uses.forEach(to -> edge.see(from, to)));
  }

  private static String room(String name) {
    return name.substring(ROOT.length()).split("\\.")[0];
  }

  private static String concept(String name) {
    return name.substring(ROOT.length()).split("\\.")[1];
  }

  private static int level(String concept) {
    var level = LEVELS.get(concept);
    if (level == null) {
      throw new AssertionError("core has a concept without a level: " + concept);
    }
    return level;
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static Map<String, Set<String>> read() {
    var uses = new HashMap<String, Set<String>>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var path = Path.of(entry);
      try {
        if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
          try (var files = Files.walk(path)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
              add(Files.readAllBytes(file), uses);
            }
          }
        } else if (Files.isRegularFile(path)) {
          try (var jar = new JarFile(path.toFile())) {
            for (var inside :
                jar.stream()
                    .filter(
                        e ->
                            e.getName().startsWith("org/stillwatch/")
                                && e.getName().endsWith(".class"))
                    .toList()) {
              try (var in = jar.getInputStream(inside)) {
                add(in.readAllBytes(), uses);
              }
            }
          }
        }
      } catch (IOException e) {
        throw new AssertionError("cannot read " + path, e);
      }
    }
    return uses;
  }

  private static void add(byte[] bytes, Map<String, Set<String>> uses) {
    var model = ClassFile.of().parse(bytes);
    var name = outer(model.thisClass());
    NAMES.add(name);
    if (!name.startsWith(ROOT) || name.startsWith(ROOT + "testkit.")) {
      return;
    }
    var named = uses.computeIfAbsent(name, key -> new TreeSet<>());
    for (var entry : model.constantPool()) {
      if (entry instanceof ClassEntry type && !type.asInternalName().startsWith("[")) {
        var used = outer(type);
        if (!used.equals(name)) {
          named.add(used);
        }
      }
    }
  }

  private static String outer(ClassEntry type) {
    return type.asInternalName().replace('/', '.').replaceAll("\\$.*", "");
  }
}
