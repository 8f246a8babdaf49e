package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VendoredTest {

  private static final Path FOLDER = Path.of("src/main/resources/web/vendor");

  @Test
  void everyVendoredFileIsTheOneListed() throws Exception {
    Map<String, String> listed = new TreeMap<>();
    for (var line : Files.readAllLines(FOLDER.resolve("VENDORED.txt"))) {
      if (line.matches("[0-9a-f]{64} {2}.*/.*")) {
        listed.put(line.substring(66), line.substring(0, 64));
      }
    }
    Map<String, String> found = new TreeMap<>();
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = FOLDER.relativize(file).toString().replace('\\', '/');
        if (name.contains("/")) {
          var hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
          found.put(name, HexFormat.of().formatHex(hash));
        }
      }
    }
    assertEquals(listed, found);
  }

  @Test
  void everyVendoredFolderHasItsLicence() throws Exception {
    try (var folders = Files.list(FOLDER)) {
      for (var folder : folders.filter(Files::isDirectory).toList()) {
        assertTrue(Files.isRegularFile(folder.resolve("LICENSE")), folder::toString);
      }
    }
  }

  @Test
  void thePageFetchesNothingFromElsewhere() throws Exception {
    try (var files = Files.list(FOLDER.getParent())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var lines =
            Files.readString(file)
                .lines()
                .filter(line -> line.contains("//") && line.matches(".*https?://.*"))
                .filter(line -> !line.contains("http://www.w3.org/2000/svg"))
                .toList();
        assertEquals(List.of(), lines, file.toString());
      }
    }
  }
}
