package org.stillwatch.stores.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file as it was seen, not only its name: another one may have been put in its place.
 *
 * @param key the file system's own; empty where it has none
 */
record Identity(Path path, Optional<Object> key) {

  static Identity of(Path path) {
    try {
      return new Identity(
          path,
          Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey()));
    } catch (IOException e) {
      return new Identity(path, Optional.empty());
    }
  }

  /** Whether it still is where it was. */
  boolean stands() {
    return Files.exists(path) && of(path).equals(this);
  }
}
