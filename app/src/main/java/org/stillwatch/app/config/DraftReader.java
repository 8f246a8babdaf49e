package org.stillwatch.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillwatch.app.config.Source.Value;
import org.stillwatch.app.config.StationFile.DraftSections;
import org.stillwatch.app.config.StationFile.InstrumentEntry;
import org.stillwatch.app.config.StationFile.RuleKeys;
import org.stillwatch.core.condition.Derivation;
import org.stillwatch.core.station.DraftRules;

/**
 * Reads draft rules: {@code rules:}, and {@code derived:} where they need it, as in a station file.
 * It may be a whole station file; the other keys are passed over. Conditions may name the rules and
 * channels of the station.
 */
public final class DraftReader implements DraftRules.Reader {

  /** What text by itself is called in its problems. */
  private static final Path TEXT = Path.of("rules");

  private static final Set<String> PASSED_OVER =
      Stream.concat(
              Arrays.stream(StationFile.Sections.class.getRecordComponents())
                  .map(
                      component ->
                          component.getName().equals("onCall") ? "on-call" : component.getName()),
              Stream.of("instruments", "notifiers"))
          .collect(Collectors.toUnmodifiableSet());

  private final StationFile station;

  public DraftReader(StationFile station) {
    this.station = station;
  }

  /**
   * Reads text.
   *
   * @throws IllegalArgumentException with every problem, one a line
   */
  @Override
  public DraftRules read(String text) {
    try {
      return read(TEXT, (source, name) -> source.read(name, text));
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Reads a file with all that it includes.
   *
   * @throws ConfigurationException with all problems
   */
  public DraftRules read(Path file) {
    return read(file, Source::read);
  }

  private DraftRules read(Path name, BiFunction<Source, Path, Value.Keys> reading) {
    var problems = new ArrayList<Problem>();
    var source = new Source(problems);
    var binder = new Binder(source, Secrets.refused(), name);
    var keys = reading.apply(source, name);
    var sections = binder.bind(keys, DraftSections.class, "", PASSED_OVER);
    if (problems.isEmpty() && sections.map(DraftSections::rules).orElse(List.of()).isEmpty()) {
      source.problem(keys.place(), "there are no rules; expected 'rules:' as in a station file");
    }
    var drafts = sections.map(DraftSections::rules).orElse(List.of());
    var derived =
        sections
            .map(found -> StationChannels.derivations(found.derived(), binder))
            .orElse(List.of());
    var together = station.with(derived(derived), rules(drafts));
    if (sections.isPresent()) {
      var channels =
          new StationChannels(
              together, station.instruments().stream().map(InstrumentEntry::id).toList(), binder);
      channels.checkDerived();
      channels.checkConditions();
      new Rules(binder, channels).check(together, drafts);
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
      throw new ConfigurationException(problems);
    }
    return new DraftRules(Rules.rules(drafts, together.rules()), derived);
  }

  /** The drafts, and the station's own where no draft has their name. */
  private List<RuleKeys> rules(List<RuleKeys> drafts) {
    var names = drafts.stream().map(RuleKeys::name).collect(Collectors.toSet());
    return Stream.concat(
            drafts.stream(), station.rules().stream().filter(own -> !names.contains(own.name())))
        .toList();
  }

  private List<Derivation> derived(List<Derivation> drafts) {
    var ids = drafts.stream().map(Derivation::id).collect(Collectors.toSet());
    return Stream.concat(
            drafts.stream(), station.derived().stream().filter(own -> !ids.contains(own.id())))
        .toList();
  }
}
