package org.stillwatch.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stillwatch.app.config.StationFile.FridgeKeys;
import org.stillwatch.app.config.StationFile.ProceduresKeys;
import org.stillwatch.core.alarm.SnapshotSet;
import org.stillwatch.core.procedure.Fridge;
import org.stillwatch.core.procedure.Parameter;
import org.stillwatch.core.procedure.Procedure;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.reading.ChannelPattern;

/** The procedures of a station, and the fridges that they run on. */
final class Procedures {

  private static final String SECTION = "procedures";

  /** Instruments of these kinds are fridges, also when the station file does not say so. */
  private static final String FRIDGE_KIND = "bluefors";

  private final Source source;
  private final Binder binder;
  private final Set<String> instruments;
  private final Map<String, List<ChannelPattern>> sets;

  /** Parameters with a value that was told to make no sense. */
  private final Set<String> senseless = new HashSet<>();

  /**
   * @param instruments the ids of the station's instruments
   * @param sets its snapshot sets
   */
  Procedures(
      Source source,
      Binder binder,
      Set<String> instruments,
      Map<String, List<ChannelPattern>> sets) {
    this.source = source;
    this.binder = binder;
    this.instruments = instruments;
    this.sets = sets;
  }

  /**
   * All of them, checked.
   *
   * @param records whose instrument is the usual fridge
   * @param kinds the kind of each instrument, in the order of the station file
   */
  ProcedureBook book(
      StationFile.StationKeys station,
      Optional<ProceduresKeys> given,
      Optional<StationFile.RecordKeys> records,
      Map<String, String> kinds) {
    var keys = given.orElse(ProceduresKeys.NONE);
    var reader = new ProcedureReader(source);
    reader.builtIn();
    keys.files().forEach(reader::read);
    var usually = records.map(StationFile.RecordKeys::instrument).filter(kinds::containsKey);
    var all = reader.procedures();
    usual(keys, all);
    var fridges = fridges(keys, usually, given.isPresent(), kinds);
    var known = new TreeSet<>(sets.keySet());
    fridges.forEach(fridge -> known.add(fridge.set()));
    reader.check(fridges, known);
    var offered = offered(keys, all);
    return new ProcedureBook(
        station.name(),
        station.zone(),
        Stream.concat(offered.stream(), all.stream().filter(each -> !offered.contains(each)))
            .toList(),
        offered.size(),
        fridges,
        triggers(keys, all, fridges));
  }

  private List<Fridge> fridges(
      ProceduresKeys keys, Optional<String> usually, boolean asked, Map<String, String> kinds) {
    var named = new LinkedHashMap<>(keys.fridges());
    if (named.isEmpty()) {
      usually
          .or(
              () ->
                  kinds.entrySet().stream()
                      .filter(entry -> entry.getValue().startsWith(FRIDGE_KIND))
                      .map(Map.Entry::getKey)
                      .findFirst())
          .or(() -> asked ? kinds.keySet().stream().findFirst() : Optional.empty())
          .ifPresent(id -> named.put(id, FridgeKeys.NONE));
    }
    var fridges = new ArrayList<Fridge>();
    named.forEach((name, own) -> fridges.add(fridge(name, own, keys)));
    return fridges;
  }

  private Fridge fridge(String name, FridgeKeys own, ProceduresKeys common) {
    var usual = new HashMap<>(common.defaults());
    usual.putAll(own.defaults());
    usual.keySet().removeAll(senseless);
    own.set()
        .filter(set -> !sets.containsKey(set))
        .ifPresent(
            set ->
                binder.problem(
                    SECTION + ".fridges." + name + ".set",
                    "there is no snapshot set '"
                        + set
                        + "'; "
                        + Binder.nearest(set, List.copyOf(sets.keySet()))));
    if (!instruments.contains(name) && own.channels().isEmpty()) {
      binder.problem(
          SECTION + ".fridges." + name,
          "no instrument is called '"
              + name
              + "', and no 'channels' say what it has; "
              + Binder.nearest(name, List.copyOf(instruments)));
    }
    own.channels()
        .forEach(
            (role, channel) -> {
              if (!instruments.contains(channel.instrument())) {
                binder.problem(
                    SECTION + ".fridges." + name + ".channels." + role,
                    "no instrument and no derived channel is called '"
                        + channel.instrument()
                        + "'; "
                        + Binder.nearest(channel.instrument(), List.copyOf(instruments)));
              }
            });
    return new Fridge(name, own.set().orElseGet(() -> set(name)), own.channels(), usual);
  }

  private String set(String fridge) {
    return sets.size() == 1 && !sets.containsKey(fridge) ? sets.keySet().iterator().next() : fridge;
  }

  /** Sets that fridges need and the station file does not have: all channels of the fridge. */
  static List<SnapshotSet> implied(ProcedureBook book, Set<String> given) {
    return book.fridges().stream()
        .filter(fridge -> !given.contains(fridge.set()))
        .map(
            fridge ->
                new SnapshotSet(
                    fridge.set(),
                    List.of(
                        new ChannelPattern(fridge.name() + "/*"),
                        new ChannelPattern(fridge.name() + "/*/*"))))
        .distinct()
        .toList();
  }

  /** Values for parameters that no procedure has are a mistake. */
  private void usual(ProceduresKeys keys, List<Procedure> all) {
    var names = new TreeSet<String>();
    all.forEach(procedure -> procedure.parameters().forEach(each -> names.add(each.name())));
    keys.defaults().forEach((name, text) -> usual(name, text, SECTION + ".defaults", names, all));
    keys.fridges()
        .forEach(
            (fridge, own) ->
                own.defaults()
                    .forEach(
                        (name, text) ->
                            usual(
                                name,
                                text,
                                SECTION + ".fridges." + fridge + ".defaults",
                                names,
                                all)));
  }

  private void usual(
      String name, String text, String path, Set<String> names, List<Procedure> all) {
    if (!names.contains(name)) {
      binder.problem(
          path + "." + name,
          "no procedure has a parameter '"
              + name
              + "'; "
              + Binder.nearest(name, List.copyOf(names)));
      return;
    }
    for (var procedure : all) {
      try {
        var checked = procedure.parameter(name).map((Parameter each) -> each.read(text));
      } catch (IllegalArgumentException e) {
        binder.problem(path + "." + name, String.valueOf(e.getMessage()));
        senseless.add(name);
        return;
      }
    }
  }

  private List<Procedure> offered(ProceduresKeys keys, List<Procedure> all) {
    if (keys.offer().isEmpty()) {
      return all;
    }
    var offered = new ArrayList<Procedure>();
    for (int i = 0; i < keys.offer().size(); i++) {
      find(keys.offer().get(i), SECTION + ".offer." + i, all)
          .filter(each -> !offered.contains(each))
          .ifPresent(offered::add);
    }
    return offered;
  }

  private Optional<Procedure> find(String name, String path, List<Procedure> all) {
    var found = all.stream().filter(each -> each.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      binder.problem(
          path,
          "there is no procedure '"
              + name
              + "'; "
              + Binder.nearest(name, all.stream().map(Procedure::name).toList()));
    }
    return found;
  }

  private List<ProcedureBook.Trigger> triggers(
      ProceduresKeys keys, List<Procedure> all, List<Fridge> fridges) {
    var triggers = new ArrayList<ProcedureBook.Trigger>();
    for (int i = 0; i < keys.start().size(); i++) {
      var start = keys.start().get(i);
      var path = SECTION + ".start." + i;
      var fridge =
          fridges.stream()
              .filter(each -> start.fridge().isEmpty() || start.fridge().get().equals(each.name()))
              .findFirst();
      if (fridge.isEmpty()) {
        binder.problem(
            path + ".fridge",
            "there is no fridge '"
                + start.fridge().orElse("")
                + "'; "
                + Binder.nearest(
                    start.fridge().orElse(""), fridges.stream().map(Fridge::name).toList()));
        continue;
      }
      find(start.procedure(), path + ".procedure", all)
          .ifPresent(
              procedure -> {
                with(procedure, start.with(), path + ".with");
                triggers.add(
                    new ProcedureBook.Trigger(
                        procedure.name(), fridge.get().name(), start.when(), start.with()));
              });
    }
    return triggers;
  }

  private void with(Procedure procedure, Map<String, String> with, String path) {
    with.forEach(
        (name, text) -> {
          var parameter = procedure.parameter(name);
          if (parameter.isEmpty()) {
            binder.problem(
                path + "." + name,
                procedure.name()
                    + " has no parameter '"
                    + name
                    + "'; "
                    + Binder.nearest(
                        name, procedure.parameters().stream().map(Parameter::name).toList()));
            return;
          }
          try {
            var checked = parameter.get().read(text);
          } catch (IllegalArgumentException e) {
            binder.problem(path + "." + name, String.valueOf(e.getMessage()));
          }
        });
  }
}
