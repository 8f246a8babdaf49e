package org.stillwatch.app.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillwatch.app.config.Source.Place;
import org.stillwatch.app.config.Source.Value;
import org.stillwatch.core.instrument.Unreadable;

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

  /**
   * An entry with the keys of its definition; itself when it names none; empty when the definition
   * cannot be used, which is told.
   */
  Optional<Value> withDefinition(Value entry) {
    if (!(entry instanceof Value.Keys keys) || keys.get(KEY).isEmpty()) {
      return Optional.of(entry);
    }
    return defined(keys.get(KEY).get()).flatMap(defined -> merged(without(keys), defined));
  }

  private Optional<Value.Keys> defined(Value name) {
    if (!(name instanceof Value.Scalar(String text, Place place, _)) || text.isBlank()) {
      source.problem(name.place(), "expected the name of a file");
      return Optional.empty();
    }
    Path file;
    try {
      file = place.file().toAbsolutePath().resolveSibling(text).normalize();
    } catch (InvalidPathException e) {
      source.problem(place, Unreadable.shown(text) + " can be no name of a file");
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      source.problem(place, "there is no file " + file);
      return Optional.empty();
    }
    var defined = source.read(file);
    for (var key : defined.values().keySet()) {
      if (key.name().equals(KEY)) {
        source.problem(key.place(), "a definition cannot name another one");
        return Optional.empty();
      }
    }
    // an empty one is told by who read it
    return defined.values().isEmpty() ? Optional.empty() : Optional.of(defined);
  }

  private Optional<Value> merged(Value.Keys own, Value.Keys defined) {
    var given = names(own);
    var merged = new LinkedHashMap<>(own.values());
    defined
        .values()
        .forEach(
            (key, value) -> {
              if (!given.contains(key.name())) {
                merged.put(key, value);
              }
            });
    var all = new Value.Keys(merged, own.place());
    if (all.get("kind").isEmpty()) {
      source.problem(defined.place(), "the key 'kind' is missing");
      return Optional.empty();
    }
    return Optional.of(all);
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
