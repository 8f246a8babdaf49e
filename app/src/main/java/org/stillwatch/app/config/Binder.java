package org.stillwatch.app.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Source.Place;
import org.stillwatch.app.config.Source.Value;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.web.Role;

/**
 * Binds a tree of values to records: a component {@code timeFormat} is the key {@code time-format}.
 * {@code Optional}, {@code List} and {@code Map} components may be absent. Goes on after a problem,
 * so that all of them are found.
 *
 * <p>Remembers where each value stood, by its path of keys ({@code rules.2.high.above}), for checks
 * that come later.
 */
final class Binder {

  private final Source source;
  private final Secrets secrets;
  private final Path base;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<Class<?>, Function<String, Object>> scalars = new HashMap<>();

  /** What takes a value of any shape, gives null after a problem, and tells it itself. */
  private final Map<Class<?>, Function<Value, @Nullable Object>> trees = new HashMap<>();

  private final Conditions conditions;

  Binder(Source source, Secrets secrets, Path base) {
    this.source = source;
    this.secrets = secrets;
    this.base = base;
    this.conditions = new Conditions(source);
    trees.put(Condition.class, conditions::condition);
    trees.put(Expression.class, conditions::expression);
    trees.put(StationFile.NamesKeys.class, this::names);
    scalars.put(String.class, text -> text);
    scalars.put(Secret.class, Secret::new);
    scalars.put(Path.class, text -> base.resolve(text).normalize());
    scalars.put(Duration.class, Durations::parse);
    scalars.put(Quantity.class, Quantity::parse);
    scalars.put(Unit.class, Unit::of);
    scalars.put(ChannelId.class, ChannelId::new);
    scalars.put(ChannelPattern.class, ChannelPattern::new);
    scalars.put(ZoneId.class, Binder::zone);
    scalars.put(LocalTime.class, Binder::timeOfDay);
    scalars.put(LocalDateTime.class, Binder::wallClock);
    scalars.put(Role.class, Role::of);
    scalars.put(URI.class, Binder::address);
    scalars.put(boolean.class, Binder::truth);
    scalars.put(Boolean.class, Binder::truth);
    scalars.put(int.class, Binder::whole);
    scalars.put(Integer.class, Binder::whole);
    scalars.put(double.class, Binder::number);
    scalars.put(Double.class, Binder::number);
  }

  /** The conditions and expressions that were bound so far. */
  Conditions conditions() {
    return conditions;
  }

  /** Where the value of this path stands, or the nearest path above it. */
  Place place(String path) {
    for (var at = path; ; at = at.substring(0, at.lastIndexOf('.'))) {
      var place = places.get(at);
      if (place != null) {
        return place;
      }
      if (at.indexOf('.') < 0) {
        return new Place(base, 1, 1);
      }
    }
  }

  void problem(String path, String text) {
    source.problem(place(path), text);
  }

  /** A problem that may mend itself. */
  void mayPass(String path, String text) {
    source.mayPass(place(path), text);
  }

  /**
   * Binds keys to a record.
   *
   * @param known keys that are dealt with elsewhere
   * @return empty when there was a problem
   */
  <R extends Record> Optional<R> bind(Value value, Class<R> type, String path, Set<String> known) {
    places.putIfAbsent(path, value.place());
    if (!(value instanceof Value.Keys keys)) {
      source.problem(value.place(), "expected keys: " + keysOf(type));
      return Optional.empty();
    }
    unknownKeys(keys, type, known);
    return bindKeys(keys, type, path);
  }

  private <R extends Record> Optional<R> bindKeys(Value.Keys keys, Class<R> type, String path) {
    var components = type.getRecordComponents();
    var arguments = new @Nullable Object[components.length];
    boolean complete = true;
    for (int i = 0; i < components.length; i++) {
      var component = components[i];
      if (component.isAnnotationPresent(SameLevel.class)) {
        arguments[i] =
            bindKeys(keys, component.getType().asSubclass(Record.class), path).orElse(null);
        complete &= arguments[i] != null;
        continue;
      }
      var key = key(component);
      var inner = path.isEmpty() ? key : path + "." + key;
      var given = keys.get(key).filter(v -> !(v instanceof Value.Nothing));
      given.ifPresent(v -> places.put(inner, v.place()));
      arguments[i] =
          given.isPresent()
              ? value(given.get(), component.getGenericType(), inner)
              : absent(component);
      if (arguments[i] == null) {
        complete = false;
        if (given.isEmpty()) {
          source.problem(keys.place(), "the key '" + key + "' is missing");
        }
      }
    }
    return complete ? create(type, components, arguments, keys.place()) : Optional.empty();
  }

  private <R extends Record> Optional<R> create(
      Class<R> type, RecordComponent[] components, @Nullable Object[] arguments, Place place) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(arguments));
    } catch (InvocationTargetException e) {
      var cause = e.getCause();
      source.problem(place, cause == null ? e.toString() : String.valueOf(cause.getMessage()));
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be bound", e);
    }
  }

  private static @Nullable Object absent(RecordComponent component) {
    var type = component.getType();
    return type == Optional.class
        ? Optional.empty()
        : type == List.class ? List.of() : type == Map.class ? Map.of() : null;
  }

  private void unknownKeys(Value.Keys keys, Class<? extends Record> type, Set<String> known) {
    var names = names(type).toList();
    keys.values()
        .forEach(
            (key, value) -> {
              if (!names.contains(key.name()) && !known.contains(key.name())) {
                var all = new ArrayList<>(names);
                all.addAll(known);
                source.problem(
                    key.place(), "unknown key '" + key.name() + "'; " + nearest(key.name(), all));
              }
            });
  }

  /** Which of the words was probably meant, or all of them. */
  static String nearest(String word, List<String> words) {
    return NearMiss.of(word, words);
  }

  private static String keysOf(Class<? extends Record> type) {
    return names(type).collect(Collectors.joining(", "));
  }

  /** The keys of a record, with those of records on the same level. */
  static Stream<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(
            component ->
                component.isAnnotationPresent(SameLevel.class)
                    ? names(component.getType().asSubclass(Record.class))
                    : Stream.of(key(component)));
  }

  private static String key(RecordComponent component) {
    var named = component.getAnnotation(Named.class);
    if (named != null) {
      return named.value();
    }
    var out = new StringBuilder();
    for (char c : component.getName().toCharArray()) {
      if (Character.isUpperCase(c)) {
        out.append('-').append(Character.toLowerCase(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The bound value; null when there was a problem. */
  private @Nullable Object value(Value value, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      var argument = generic.getActualTypeArguments();
      return switch (((Class<?>) generic.getRawType()).getSimpleName()) {
        case "Optional" -> {
          var bound = value(value, argument[0], path);
          yield bound == null ? null : Optional.of(bound);
        }
        case "List" -> items(value, argument[0], path);
        case "Map" -> keys(value, argument[1], path);
        default -> throw new IllegalStateException(type + " cannot be bound");
      };
    }
    var plain = (Class<?>) type;
    var tree = trees.get(plain);
    if (tree != null) {
      return tree.apply(value);
    }
    if (plain.isRecord() && !scalars.containsKey(plain)) {
      return bind(value, plain.asSubclass(Record.class), path, Set.of()).orElse(null);
    }
    return scalar(value, plain);
  }

  /** A word that is known, or keys. */
  private @Nullable Object names(Value value) {
    return value instanceof Value.Keys
        ? bind(value, StationFile.NamesKeys.Own.class, "names", Set.of()).orElse(null)
        : scalar(value, StationFile.NamesKeys.Known.class);
  }

  private @Nullable Object items(Value value, Type type, String path) {
    var values = value instanceof Value.Items items ? items.values() : List.of(value);
    var bound = new ArrayList<Object>();
    boolean complete = true;
    for (int i = 0; i < values.size(); i++) {
      var inner = path + "." + i;
      places.put(inner, values.get(i).place());
      var item = value(values.get(i), type, inner);
      if (item == null) {
        complete = false;
      } else {
        bound.add(item);
      }
    }
    return complete ? List.copyOf(bound) : null;
  }

  private @Nullable Object keys(Value value, Type type, String path) {
    if (!(value instanceof Value.Keys keys)) {
      source.problem(value.place(), "expected names, each with its value");
      return null;
    }
    var bound = new LinkedHashMap<String, Object>();
    boolean complete = true;
    for (var entry : keys.values().entrySet()) {
      var inner = path + "." + entry.getKey().name();
      places.put(inner, entry.getValue().place());
      var item = value(entry.getValue(), type, inner);
      if (item == null) {
        complete = false;
      } else {
        bound.put(entry.getKey().name(), item);
      }
    }
    return complete ? bound : null;
  }

  private @Nullable Object scalar(Value value, Class<?> type) {
    if (!(value instanceof Value.Scalar scalar)) {
      source.problem(value.place(), "expected one value, not a list or keys");
      return null;
    }
    String text;
    try {
      text = secrets.resolve(scalar.text(), base);
    } catch (IllegalArgumentException e) {
      source.problem(scalar.place(), String.valueOf(e.getMessage()));
      return null;
    }
    try {
      return type.isEnum() && !scalars.containsKey(type) ? word(text, type) : convert(text, type);
    } catch (IllegalArgumentException e) {
      source.problem(
          scalar.place(),
          Secrets.in(scalar.text())
              ? "what '" + scalar.text() + "' stands for is not what is expected here"
              : String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Object convert(String text, Class<?> type) {
    var conversion = scalars.get(type);
    if (conversion == null) {
      throw new IllegalStateException(type + " cannot be bound");
    }
    return conversion.apply(text);
  }

  private static Object word(String text, Class<?> type) {
    var constants = type.getEnumConstants();
    for (var constant : constants) {
      if (lower(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not known here; expected "
            + Arrays.stream(constants).map(Binder::lower).collect(Collectors.joining(", ")));
  }

  private static String lower(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time zone; expected a name such as Europe/Zurich or UTC", e);
    }
  }

  private static LocalTime timeOfDay(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time of day; expected such as 22:00", e);
    }
  }

  private static LocalDateTime wallClock(String text) {
    try {
      return LocalDateTime.parse(text.strip().replace(' ', 'T'));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no date and time; expected such as 2026-11-16 09:00", e);
    }
  }

  private static URI address(String text) {
    try {
      var address = new URI(text);
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return address;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + upToHost(text) + "' is no address; expected such as https://lab.example.org:8080");
  }

  /** Keys stand in the path, the query, and before an @. */
  private static String upToHost(String address) {
    int end = address.indexOf("://") < 0 ? 0 : address.indexOf("://") + "://".length();
    while (end < address.length() && "/?#@ ".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    if (address.indexOf('@') >= 0) {
      return "...";
    }
    return end < address.length() ? address.substring(0, end) + "..." : address;
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  private static Integer whole(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no whole number", e);
    }
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
  }
}
