package org.stillwatch.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillwatch.app.config.Source.Value;
import org.stillwatch.app.config.StationFile.CommonKeys;
import org.stillwatch.app.config.StationFile.InstrumentEntry;
import org.stillwatch.app.config.StationFile.NotifierEntry;
import org.stillwatch.app.config.StationFile.Sections;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Shared;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.notice.NotifierKind;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.station.Pipeline;

/**
 * Reads a station file and checks it as far as that goes without opening anything: keys, units,
 * names that refer to each other, folders that must be there.
 */
public final class StationReader {

  private static final Pattern INSTRUMENT_ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Set<String> NOTIFIER_COMMON = Set.of("kind", "attach", "storm");
  private static final Set<String> COMMON = Set.of("kind", "stale", "poll", "zone");

  private final Map<String, String> environment;
  private final Map<String, InstrumentKind<?>> instrumentKinds = new HashMap<>();
  private final Map<String, NotifierKind<?>> notifierKinds = new HashMap<>();

  /**
   * @param environment what {@code ${NAME}} stands for
   */
  public StationReader(Map<String, String> environment) {
    this.environment = environment;
    ServiceLoader.load(InstrumentKind.class)
        .forEach(kind -> instrumentKinds.put(kind.name(), kind));
    ServiceLoader.load(NotifierKind.class).forEach(kind -> notifierKinds.put(kind.name(), kind));
  }

  /** What reading a file gave: the station, if it can be used at all, and every problem. */
  public record Result(Optional<StationFile> station, List<Problem> problems) {

    /**
     * The station, when nothing is wrong but what may mend itself.
     *
     * @throws ConfigurationException with all problems
     */
    public StationFile usable() {
      if (station.isEmpty() || problems.stream().anyMatch(problem -> !problem.mayPass())) {
        throw new ConfigurationException(problems);
      }
      return station.get();
    }
  }

  /** Reads a file with all that it includes. */
  public Result read(Path file) {
    return new Reading(file).read();
  }

  /** One reading of one file. */
  private final class Reading {
    private final Path file;
    private final Path base;
    private final List<Problem> problems = new ArrayList<>();
    private final Source source = new Source(problems);
    private final Definitions definitions = new Definitions(source);
    private final Binder binder;
    private final Set<String> declared = new LinkedHashSet<>();
    private Optional<ZoneId> zone = Optional.empty();
    private Path data;
    private final Set<String> declaredNotifiers = new LinkedHashSet<>();

    Reading(Path file) {
      this.file = file;
      var parent = file.toAbsolutePath().getParent();
      this.base = parent == null ? Path.of("").toAbsolutePath() : parent;
      this.data = base.resolve(Site.DATA);
      this.binder = new Binder(source, new Secrets(environment), base);
    }

    Result read() {
      var keys = source.read(file);
      if (keys.values().isEmpty()) {
        if (problems.isEmpty()) {
          source.problem(keys.place(), "the file is empty; expected 'station:' and 'instruments:'");
        }
        return new Result(Optional.empty(), problems);
      }
      var sections = binder.bind(keys, Sections.class, "", Set.of("instruments", "notifiers"));
      zone = sections.map(Sections::station).map(StationFile.StationKeys::zone);
      data = sections.map(Sections::station).flatMap(StationFile.StationKeys::data).orElse(data);
      var instruments = new ArrayList<InstrumentEntry<?>>();
      var notifiers = new ArrayList<NotifierEntry<?>>();
      var shared = new Shared();
      entries(keys, "instruments")
          .forEach(
              (id, given) -> {
                declared.add(id);
                definitions
                    .withDefinition(given)
                    .flatMap(value -> instrument(id, value, shared))
                    .ifPresent(instruments::add);
              });
      entries(keys, "notifiers")
          .forEach((id, value) -> notifier(id, value).ifPresent(notifiers::add));
      if (keys.get("instruments").isEmpty()) {
        source.problem(keys.place(), "the key 'instruments' is missing");
      }
      var station =
          sections.map(
              found ->
                  new StationFile(
                      file,
                      found.station(),
                      found.web().orElse(StationFile.WebKeys.NONE),
                      found.users(),
                      List.copyOf(instruments),
                      StationChannels.derivations(found.derived(), binder),
                      found.snapshots(),
                      found.schedules(),
                      found.rules(),
                      found.routes(),
                      found.people(),
                      found.onCall(),
                      found.maintenance(),
                      found.pings(),
                      found.peers(),
                      found.drills(),
                      procedures(found, instruments),
                      found.records(),
                      found.sinks(),
                      found.recordings(),
                      found.limits(),
                      found.interlocks(),
                      found.xmlrpc(),
                      List.copyOf(notifiers)));
      station.ifPresent(this::check);
      problems.sort(
          Comparator.comparing((Problem p) -> p.file().toString())
              .thenComparingInt(Problem::line)
              .thenComparingInt(Problem::column));
      return new Result(station, List.copyOf(problems));
    }

    private Site site(String id, CommonKeys common, Shared shared) {
      return new Site(id, common.zone().or(() -> zone).orElse(ZoneOffset.UTC), base, shared, data);
    }

    private ProcedureBook procedures(Sections found, List<InstrumentEntry<?>> instruments) {
      var ids = new LinkedHashSet<>(declared);
      ids.add(Pipeline.OWN);
      found.derived().keySet().stream()
          .filter(id -> id.indexOf('/') > 0)
          .forEach(id -> ids.add(id.substring(0, id.indexOf('/'))));
      var kinds = new LinkedHashMap<String, String>();
      instruments.forEach(entry -> kinds.put(entry.id(), entry.kind().name()));
      return new Procedures(source, binder, ids, found.snapshots())
          .book(found.station(), found.procedures(), found.records(), kinds);
    }

    private Map<String, Value> entries(Value.Keys keys, String section) {
      var found = new LinkedHashMap<String, Value>();
      keys.get(section)
          .filter(value -> !(value instanceof Value.Nothing))
          .ifPresent(
              value -> {
                if (value instanceof Value.Keys named) {
                  named.values().forEach((key, entry) -> found.put(key.name(), entry));
                } else {
                  source.problem(value.place(), "expected names, each with a 'kind:'");
                }
              });
      return found;
    }

    private Optional<CommonKeys> common(String id, Value value) {
      if (id.equals(Pipeline.OWN)) {
        source.problem(
            value.place(), "'" + id + "' stands for the station itself; choose another name");
        return Optional.empty();
      }
      if (!INSTRUMENT_ID.matcher(id).matches()) {
        source.problem(
            value.place(),
            "'" + id + "' is no instrument name; expected lower case letters, digits, . _ -");
        return Optional.empty();
      }
      if (!(value instanceof Value.Keys keys)) {
        source.problem(value.place(), "expected keys, among them 'kind:'");
        return Optional.empty();
      }
      var own = new LinkedHashMap<>(keys.values());
      boolean commonPoll = kindLacks("poll", keys);
      own.keySet()
          .removeIf(
              key -> !COMMON.contains(key.name()) || (!commonPoll && key.name().equals("poll")));
      return binder.bind(
          new Value.Keys(own, keys.place()), CommonKeys.class, "instruments." + id, Set.of());
    }

    /**
     * Whether the kind is known to have no key of this name of its own, which would mean what the
     * kind says.
     */
    private boolean kindLacks(String name, Value.Keys keys) {
      return keys.get("kind")
          .filter(Value.Scalar.class::isInstance)
          .map(kind -> instrumentKinds.get(((Value.Scalar) kind).text()))
          .filter(kind -> Binder.names(kind.settings()).noneMatch(name::equals))
          .isPresent();
    }

    private Optional<InstrumentEntry<?>> instrument(String id, Value value, Shared shared) {
      return common(id, value)
          .flatMap(
              common ->
                  kind(instrumentKinds, common.kind(), "instruments." + id + ".kind")
                      .flatMap(kind -> entry(kind, id, value, common, site(id, common, shared))));
    }

    private <S extends Record> Optional<InstrumentEntry<?>> entry(
        InstrumentKind<S> kind, String id, Value value, CommonKeys common, Site site) {
      return binder
          .bind(value, kind.settings(), "instruments." + id, COMMON)
          .map(
              settings ->
                  new InstrumentEntry<>(id, kind, settings, site, common.stale(), common.poll()));
    }

    private Optional<NotifierEntry<?>> notifier(String id, Value value) {
      declaredNotifiers.add(id);
      var name =
          value instanceof Value.Keys keys
              ? keys.get("kind")
                  .filter(Value.Scalar.class::isInstance)
                  .map(kind -> ((Value.Scalar) kind).text())
              : Optional.<String>empty();
      if (name.isEmpty()) {
        source.problem(value.place(), "the key 'kind' is missing");
        return Optional.empty();
      }
      var path = "notifiers." + id;
      return kind(notifierKinds, name.get(), path + ".kind")
          .flatMap(kind -> notifierEntry(kind, id, value, path));
    }

    private <S extends Record> Optional<NotifierEntry<?>> notifierEntry(
        NotifierKind<S> kind, String id, Value value, String path) {
      var attach = common(value, "attach", StationFile.AttachKeys.class, path);
      var storm = common(value, "storm", StationFile.StormKeys.class, path);
      return binder
          .bind(withZone(value, kind.settings()), kind.settings(), path, NOTIFIER_COMMON)
          .map(settings -> new NotifierEntry<>(id, kind, settings, attach, storm));
    }

    /** A key that every notifier may have beside those of its kind. */
    private <R extends Record> Optional<R> common(
        Value value, String key, Class<R> type, String path) {
      return value instanceof Value.Keys keys
          ? keys.get(key).flatMap(given -> binder.bind(given, type, path + "." + key, Set.of()))
          : Optional.empty();
    }

    /** People read times in the station's zone, unless a notifier is told another. */
    private Value withZone(Value value, Class<? extends Record> settings) {
      if (zone.isEmpty()
          || !(value instanceof Value.Keys keys)
          || keys.get("zone").isPresent()
          || Arrays.stream(settings.getRecordComponents())
              .noneMatch(component -> component.getName().equals("zone"))) {
        return value;
      }
      var values = new LinkedHashMap<>(keys.values());
      values.put(
          new Source.Key("zone", keys.place()),
          new Value.Scalar(zone.get().getId(), keys.place(), OptionalInt.empty()));
      return new Value.Keys(values, keys.place());
    }

    private <K> Optional<K> kind(Map<String, K> kinds, String name, String path) {
      var kind = Optional.ofNullable(kinds.get(name));
      if (kind.isEmpty()) {
        binder.problem(
            path,
            "'"
                + name
                + "' is no known kind; "
                + Binder.nearest(name, List.copyOf(kinds.keySet())));
      }
      return kind;
    }

    private void check(StationFile station) {
      var channels = new StationChannels(station, declared, binder);
      channels.checkDerived();
      channels.checkConditions();
      folders(station);
      new Rules(binder, channels).check(station);
      schedules(station);
      new Calls(binder, declaredNotifiers).check(station);
      new Guarding(binder, declaredNotifiers).check(station);
      new Users(binder).check(station);
      new Tls(binder, InstantSource.system()).check(station);
      new Records(binder, channels, declared, declaredNotifiers).check(station);
      new Sinks(binder, declared).check(station);
      new Recordings(binder, channels, declared).check(station);
      new Interlocking(binder, declared).check(station);
      new XmlRpc(binder, declared).check(station);
      open(station);
    }

    private void folders(StationFile station) {
      for (var entry : station.instruments()) {
        for (var component : entry.settings().getClass().getRecordComponents()) {
          if (component.getType() == Path.class && component.getName().equals("folder")) {
            try {
              var accessor = component.getAccessor();
              accessor.setAccessible(true);
              folder((Path) accessor.invoke(entry.settings()), "instruments." + entry.id());
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(component + " cannot be read", e);
            }
          }
        }
      }
    }

    private void folder(Path folder, String path) {
      var at = binder.place(path + ".folder");
      if (!Files.exists(folder)) {
        source.mayPass(at, "the folder " + folder + " does not exist");
      } else if (!Files.isDirectory(folder)) {
        source.problem(at, folder + " is a file; expected a folder");
      } else if (!Files.isReadable(folder)) {
        source.mayPass(at, "the folder " + folder + " cannot be read by this user");
      }
    }

    /**
     * Opens everything once, which touches no device, to find settings that make no sense. All are
     * open together, as they will be: those on one port must agree on its parameters.
     */
    private void open(StationFile station) {
      var all = new ArrayList<Instrument>();
      for (var entry : station.instruments()) {
        try {
          all.add(Assembly.open(entry));
          var guard = GuardPlans.plan(entry);
        } catch (IllegalArgumentException e) {
          binder.problem("instruments." + entry.id(), String.valueOf(e.getMessage()));
        }
      }
      all.forEach(Instrument::close);
      for (var entry : station.notifiers()) {
        try {
          var opened = Assembly.open(entry);
        } catch (IllegalArgumentException e) {
          binder.problem("notifiers." + entry.id(), String.valueOf(e.getMessage()));
        }
      }
    }

    private void schedules(StationFile station) {
      for (int i = 0; i < station.schedules().size(); i++) {
        var schedule = station.schedules().get(i);
        var path = "schedules." + i;
        if (!station.snapshots().containsKey(schedule.snapshot())) {
          Rules.noSuchSet(binder, station, schedule.snapshot(), path + ".snapshot");
        }
        try {
          var parsed = Schedules.parse(schedule.at(), station.station().zone());
        } catch (IllegalArgumentException e) {
          binder.problem(path + ".at", String.valueOf(e.getMessage()));
        }
      }
    }
  }
}
