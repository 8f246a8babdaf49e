package org.stillwatch.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A station file as a tree that knows the place of every value. Files named under {@code include:}
 * are read into the same tree: their sections are added to those of the including file.
 */
final class Source {

  private static final int DEEPEST = 50;

  /** A place in a file; line and column from 1. */
  record Place(Path file, int line, int column) {}

  /** A value and where it stands. */
  sealed interface Value {
    Place place();

    /**
     * One value.
     *
     * @param inset how many columns after {@code place} its text begins: 1 after a quote; empty
     *     when the text is not as it stands on the line (escapes, blocks, several lines)
     */
    record Scalar(String text, Place place, OptionalInt inset) implements Value {

      /** The place of a column of its text, from 1; that of the value where it cannot be told. */
      Place at(int column) {
        return inset.isEmpty()
            ? place
            : new Place(place.file(), place.line(), place.column() + inset.getAsInt() + column - 1);
      }
    }

    record Items(List<Value> values, Place place) implements Value {}

    record Keys(Map<Key, Value> values, Place place) implements Value {

      Optional<Value> get(String name) {
        return values.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(name))
            .map(Map.Entry::getValue)
            .findFirst();
      }
    }

    /** Written as nothing, {@code ~} or {@code null}. */
    record Nothing(Place place) implements Value {}
  }

  /** A key and where it stands. */
  record Key(String name, Place place) {}

  private final List<Problem> problems;

  /** The nodes that the present one stands in, to see an alias that holds itself. */
  private final Set<Node> around = Collections.newSetFromMap(new IdentityHashMap<>());

  Source(List<Problem> problems) {
    this.problems = problems;
  }

  /** Reads a file with all that it includes; problems are added to the list. */
  Value.Keys read(Path file) {
    return read(file, List.of());
  }

  /** Reads text as if it were a file of this name; it cannot include others. */
  Value.Keys read(Path name, String text) {
    var keys = keys(name, () -> text);
    keys.get("include")
        .ifPresent(include -> problem(include.place(), "text by itself cannot include files"));
    return keys;
  }

  /** The text of a file. */
  @FunctionalInterface
  private interface Text {
    String read() throws IOException;
  }

  private Value.Keys read(Path file, List<Path> including) {
    return withIncludes(file, keys(file, () -> Files.readString(file)), including);
  }

  private Value.Keys keys(Path file, Text text) {
    var top = new Place(file, 1, 1);
    var nothing = new Value.Keys(Map.of(), top);
    Value value;
    try {
      value =
          parse(file, text.read()).map(node -> value(file, node)).orElse(new Value.Nothing(top));
    } catch (NoSuchFileException e) {
      problem(top, "there is no such file");
      return nothing;
    } catch (CharacterCodingException e) {
      problem(top, "the file is not UTF-8 text");
      return nothing;
    } catch (IOException e) {
      problem(top, "the file cannot be read: " + e.getMessage());
      return nothing;
    } catch (MarkedYamlEngineException e) {
      var place = e.getProblemMark().map(mark -> place(file, mark)).orElse(top);
      problem(place, "this is no YAML: " + e.getProblem());
      return nothing;
    } catch (YamlEngineException e) {
      problem(top, "this is no YAML: " + e.getMessage());
      return nothing;
    }
    if (!(value instanceof Value.Keys keys)) {
      problem(value.place(), "expected keys, such as 'instruments:', or 'kind:' of a definition");
      return nothing;
    }
    return keys;
  }

  private static Optional<Node> parse(Path file, String text) {
    var settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setUseMarks(true)
            .setAllowDuplicateKeys(false)
            .build();
    return new Compose(settings).composeString(text);
  }

  private Value.Keys withIncludes(Path file, Value.Keys keys, List<Path> including) {
    var include = keys.get("include");
    if (include.isEmpty()) {
      return keys;
    }
    var merged = new LinkedHashMap<>(keys.values());
    merged.keySet().removeIf(key -> key.name().equals("include"));
    var chain = new ArrayList<>(including);
    chain.add(file.toAbsolutePath().normalize());
    for (var item : items(include.get())) {
      if (!(item instanceof Value.Scalar name)) {
        problem(item.place(), "expected the name of a file");
        continue;
      }
      var other = file.toAbsolutePath().resolveSibling(name.text()).normalize();
      if (chain.contains(other)) {
        problem(name.place(), "'" + name.text() + "' includes itself");
        continue;
      }
      read(other, chain).values().forEach((key, value) -> merge(merged, key, value));
    }
    return new Value.Keys(merged, keys.place());
  }

  private void merge(Map<Key, Value> into, Key key, Value value) {
    var same = into.keySet().stream().filter(k -> k.name().equals(key.name())).findFirst();
    if (same.isEmpty()) {
      into.put(key, value);
      return;
    }
    var there = into.get(same.get());
    if (there instanceof Value.Keys a && value instanceof Value.Keys b) {
      var both = new LinkedHashMap<>(a.values());
      b.values()
          .forEach(
              (inner, innerValue) -> {
                if (a.get(inner.name()).isPresent()) {
                  problem(inner.place(), "'" + inner.name() + "' is given twice");
                } else {
                  both.put(inner, innerValue);
                }
              });
      into.put(same.get(), new Value.Keys(both, a.place()));
    } else if (there instanceof Value.Items a && value instanceof Value.Items b) {
      var both = new ArrayList<>(a.values());
      both.addAll(b.values());
      into.put(same.get(), new Value.Items(both, a.place()));
    } else {
      problem(key.place(), "'" + key.name() + "' is given twice");
    }
  }

  private static List<Value> items(Value value) {
    return value instanceof Value.Items items ? items.values() : List.of(value);
  }

  private Value value(Path file, Node node) {
    var place = node.getStartMark().map(mark -> place(file, mark)).orElse(new Place(file, 1, 1));
    if (around.size() > DEEPEST || !around.add(node)) {
      problem(place, "this value stands in itself, or too deep; expected plain keys and lists");
      return new Value.Nothing(place);
    }
    try {
      return value(file, node, place);
    } finally {
      around.remove(node);
    }
  }

  private Value value(Path file, Node node, Place place) {
    return switch (node) {
      case ScalarNode scalar ->
          scalar.getTag().getValue().endsWith(":null")
              ? new Value.Nothing(place)
              : new Value.Scalar(scalar.getValue(), place, inset(scalar));
      case SequenceNode sequence ->
          new Value.Items(
              sequence.getValue().stream().map(child -> value(file, child)).toList(), place);
      case MappingNode mapping -> {
        var values = new LinkedHashMap<Key, Value>();
        var seen = new HashMap<String, Place>();
        for (var tuple : mapping.getValue()) {
          var key = value(file, tuple.getKeyNode());
          if (!(key instanceof Value.Scalar name)) {
            problem(key.place(), "expected a word as key");
          } else if (seen.put(name.text(), name.place()) != null) {
            problem(name.place(), "'" + name.text() + "' is given twice");
          } else {
            values.put(new Key(name.text(), name.place()), value(file, tuple.getValueNode()));
          }
        }
        yield new Value.Keys(values, place);
      }
      default -> {
        problem(place, "anchors and aliases are not used in station files");
        yield new Value.Nothing(place);
      }
    };
  }

  /** Known when the value takes as many columns as its text, with or without quotes. */
  private static OptionalInt inset(ScalarNode scalar) {
    var start = scalar.getStartMark();
    var end = scalar.getEndMark();
    if (start.isEmpty() || end.isEmpty() || start.get().getLine() != end.get().getLine()) {
      return OptionalInt.empty();
    }
    int quotes = end.get().getColumn() - start.get().getColumn() - scalar.getValue().length();
    return switch (scalar.getScalarStyle()) {
      case PLAIN -> quotes == 0 ? OptionalInt.of(0) : OptionalInt.empty();
      case SINGLE_QUOTED, DOUBLE_QUOTED -> quotes == 2 ? OptionalInt.of(1) : OptionalInt.empty();
      default -> OptionalInt.empty();
    };
  }

  private static Place place(Path file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  void problem(Place place, String text) {
    problems.add(new Problem(place.file(), place.line(), place.column(), text, false));
  }

  /** A problem that may mend itself. */
  void mayPass(Place place, String text) {
    problems.add(new Problem(place.file(), place.line(), place.column(), text, true));
  }
}
