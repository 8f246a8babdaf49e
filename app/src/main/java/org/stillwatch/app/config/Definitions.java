package org.stillwatch.app.config;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillwatch.app.config.Source.Value;

/**
 * Definitions of instruments in files of their own. The entry of an instrument that names one with
 * {@code definition: FILE} has the keys of that file as well; those that it gives itself stand
 * instead of the file's.
 */
final class Definitions {

  static final String KEY = "definition";

  private final Source source;

  Definitions(Source source) {
    this.source = source;
  }

  /** An entry with the keys of its definition; itself when it names none. */
  Value withDefinition(Value entry) {
    if (!(entry instanceof Value.Keys keys) || keys.get(KEY).isEmpty()) {
      return entry;
    }
    var own = without(keys);
    if (!(keys.get(KEY).orElseThrow() instanceof Value.Scalar name)) {
      source.problem(keys.get(KEY).orElseThrow().place(), "expected the name of a file");
      return own;
    }
    var file = name.place().file().toAbsolutePath().resolveSibling(name.text()).normalize();
    if (!Files.isRegularFile(file)) {
      source.problem(name.place(), "there is no file " + file);
      return own;
    }
    var defined = source.read(file);
    for (var key : defined.values().keySet()) {
      if (key.name().equals(KEY)) {
        source.problem(key.place(), "a definition cannot name another one");
      }
    }
    var given = names(own);
    var merged = new LinkedHashMap<>(own.values());
    without(defined)
        .values()
        .forEach(
            (key, value) -> {
              if (!given.contains(key.name())) {
                merged.put(key, value);
              }
            });
    return new Value.Keys(merged, own.place());
  }

  private static Set<String> names(Value.Keys keys) {
    return keys.values().keySet().stream().map(Source.Key::name).collect(Collectors.toSet());
  }

  private static Value.Keys without(Value.Keys keys) {
    var values = new LinkedHashMap<>(keys.values());
    values.keySet().removeIf(key -> key.name().equals(KEY));
    return new Value.Keys(values, keys.place());
  }
}
