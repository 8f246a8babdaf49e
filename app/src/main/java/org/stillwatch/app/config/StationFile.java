package org.stillwatch.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.Derivation;
import org.stillwatch.core.condition.Expression;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.notice.NotifierKind;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.web.Role;

/** A station file, bound and checked. */
public record StationFile(
    Path file,
    StationKeys station,
    WebKeys web,
    Map<String, UserKeys> users,
    List<InstrumentEntry<?>> instruments,
    List<Derivation> derived,
    Map<String, List<ChannelPattern>> snapshots,
    List<ScheduleKeys> schedules,
    List<RuleKeys> rules,
    List<RouteKeys> routes,
    Map<String, PersonKeys> people,
    Map<String, OnCallKeys> onCall,
    List<MaintenanceKeys> maintenance,
    List<PingKeys> pings,
    List<PeerKeys> peers,
    List<DrillKeys> drills,
    ProcedureBook procedures,
    Optional<RecordKeys> records,
    List<SinkKeys> sinks,
    List<RecordingKeys> recordings,
    List<LimitKeys> limits,
    List<InterlockKeys> interlocks,
    Optional<XmlRpcKeys> xmlrpc,
    List<NotifierEntry<?>> notifiers) {

  /** The same station with other derived channels and rules. */
  StationFile with(List<Derivation> otherDerived, List<RuleKeys> otherRules) {
    return new StationFile(
        file,
        station,
        web,
        users,
        instruments,
        otherDerived,
        snapshots,
        schedules,
        otherRules,
        routes,
        people,
        onCall,
        maintenance,
        pings,
        peers,
        drills,
        procedures,
        records,
        sinks,
        recordings,
        limits,
        interlocks,
        xmlrpc,
        notifiers);
  }

  /** {@code station:}. */
  public record StationKeys(String name, ZoneId zone, Optional<Path> data, List<String> modes) {}

  /** {@code web:}. */
  public record WebKeys(
      Optional<Integer> port,
      Optional<String> bind,
      Optional<URI> publicUrl,
      Optional<TlsKeys> tls) {
    static final WebKeys NONE =
        new WebKeys(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static final int DEFAULT_PORT = 8080;

    public int portOrDefault() {
      return port.orElse(DEFAULT_PORT);
    }
  }

  /**
   * {@code tls:} of the page: two PEM files, or a PKCS#12 file.
   *
   * @param certificate with those of its authorities
   * @param key unencrypted, readable by its owner alone
   */
  public record TlsKeys(
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<Path> keystore,
      Optional<Secret> password) {}

  /**
   * One of {@code users:}.
   *
   * @param password a hash, as {@code stillwatch user password} makes it
   */
  public record UserKeys(Role role, Optional<Secret> token, Optional<Secret> password) {}

  /**
   * An instrument with the settings of its kind.
   *
   * @param stale how long a channel may be silent
   * @param poll from one turn to the next
   */
  public record InstrumentEntry<S extends Record>(
      String id,
      InstrumentKind<S> kind,
      S settings,
      Site site,
      Optional<Duration> stale,
      Optional<Duration> poll) {

    /** The same, of a station that keeps its files there. */
    public InstrumentEntry<S> withData(Path data) {
      return new InstrumentEntry<>(id, kind, settings, site.withData(data), stale, poll);
    }
  }

  /** Keys that every instrument may have beside those of its kind. */
  record CommonKeys(
      String kind, Optional<Duration> stale, Optional<Duration> poll, Optional<ZoneId> zone) {}

  /** A notifier with the settings of its kind. */
  public record NotifierEntry<S extends Record>(
      String id,
      NotifierKind<S> kind,
      S settings,
      Optional<AttachKeys> attach,
      Optional<StormKeys> storm) {}

  /**
   * {@code storm:} of a notifier.
   *
   * @param moreThan messages within the while are a storm
   * @param within for so long notices are held in a storm at first
   */
  public record StormKeys(Optional<Integer> moreThan, Optional<Duration> within) {}

  /** {@code attach:} of a notifier. */
  public record AttachKeys(Optional<Duration> plot, Optional<String> table) {}

  /** One of {@code derived:}, by the id of its channel. */
  record DerivedKeys(Expression expression, Optional<Unit> unit, Optional<String> label) {}

  /** One of {@code schedules:}. */
  public record ScheduleKeys(
      String snapshot,
      String at,
      Optional<String> label,
      Optional<String> name,
      Optional<Severity> severity) {}

  /** One of {@code rules:}. */
  public record RuleKeys(
      String name,
      Optional<ChannelId> channel,
      Optional<Condition> when,
      @Named("while") Optional<Condition> during,
      Optional<String> say,
      Optional<Severity> severity,
      Optional<SnapshotKeys> snapshot,
      Optional<ClearKeys> clear,
      Optional<LowKeys> low,
      Optional<HighKeys> high,
      Optional<Side> initially,
      Optional<Duration> hold,
      Optional<Duration> unknownAfter,
      Optional<Boolean> latch) {}

  /** {@code clear:} of a rule with a condition: what to do when it is over. */
  public record ClearKeys(
      Optional<String> say, Optional<Severity> severity, Optional<SnapshotKeys> snapshot) {}

  /** {@code low:} of a rule. */
  public record LowKeys(
      Quantity below,
      Optional<String> say,
      Optional<Severity> severity,
      Optional<SnapshotKeys> snapshot) {}

  /** {@code high:} of a rule. */
  public record HighKeys(
      Quantity above,
      Optional<String> say,
      Optional<Severity> severity,
      Optional<SnapshotKeys> snapshot) {}

  /** {@code snapshot:} of an edge. */
  public record SnapshotKeys(String set, Optional<Duration> after, Optional<String> label) {}

  /** One of {@code routes:}. */
  public record RouteKeys(
      String name,
      List<String> to,
      Optional<Severity> severity,
      List<QuietKeys> quiet,
      List<StepKeys> escalate,
      List<String> backup) {}

  /** One of {@code quiet:} of a route. */
  public record QuietKeys(
      LocalTime from, LocalTime to, Optional<Severity> upTo, List<DayOfWeek> days) {}

  /** One of {@code escalate:} of a route. */
  public record StepKeys(Duration after, List<String> to) {}

  /** One of {@code people:}. */
  public record PersonKeys(List<String> notifiers) {}

  /** One of {@code pings:}. */
  public record PingKeys(Optional<String> name, Secret url, Optional<Duration> every) {}

  /** One of {@code peers:}. */
  public record PeerKeys(String name, URI url, Optional<Duration> within) {}

  /** One of {@code drills:}. */
  public record DrillKeys(
      String name, String at, Optional<Duration> within, List<String> escalate) {}

  /** One of {@code on-call:}. */
  public record OnCallKeys(
      List<String> people, LocalDateTime from, Optional<Duration> every, List<SwapKeys> swaps) {}

  /** One of {@code swaps:} of an on-call list. */
  public record SwapKeys(LocalDateTime from, LocalDateTime to, String person) {}

  /**
   * One of {@code maintenance:}.
   *
   * @param at a schedule, when it comes again
   * @param from its beginning, when it comes once
   */
  public record MaintenanceKeys(
      List<ChannelPattern> channels,
      Optional<String> at,
      Optional<LocalDateTime> from,
      @Named("for") Duration lasts,
      String why) {}

  /**
   * {@code records:}.
   *
   * @param instrument whose snapshots are rows
   * @param channels what is read from elsewhere than usual, by what it is
   */
  public record RecordKeys(Path folder, String instrument, Map<String, ChannelId> channels) {}

  /**
   * One of {@code sinks:}.
   *
   * @param name its position in the store is kept under it
   * @param url may hold user and password
   * @param channels those that are carried; empty: all
   * @param from where one begins that was never there before
   */
  public record SinkKeys(
      String kind,
      int version,
      Optional<String> name,
      Secret url,
      Optional<String> database,
      Optional<String> retentionPolicy,
      Optional<String> user,
      Optional<Secret> password,
      Optional<String> org,
      Optional<String> bucket,
      Optional<Secret> token,
      Optional<NamesKeys> names,
      Optional<String> location,
      List<ChannelPattern> channels,
      Optional<String> from,
      Optional<MissingReadings> missing) {}

  /** {@code names:} of a sink: a word, or a text for each part. */
  public sealed interface NamesKeys {
    /** Names that are known by a word. */
    enum Known implements NamesKeys {
      USUAL,
      PICOSEC
    }

    /** Names of one's own, in which such as {@code {unit}} stand for those of the channel. */
    record Own(String measurement, Map<String, String> tags, Optional<String> field)
        implements NamesKeys {}
  }

  /** {@code missing:} of a sink: what becomes of readings without a value. */
  public enum MissingReadings {
    OMIT,
    REASON
  }

  /**
   * One of {@code recordings:}.
   *
   * @param layout {@code viper}, or none for a table
   * @param folder of a table's files; likewise {@code channels}, {@code rotate}, {@code swmr}
   * @param file in VIPER's layout; likewise {@code instrument}, {@code missing}
   */
  public record RecordingKeys(
      String name,
      Optional<String> layout,
      List<ChannelPattern> channels,
      Optional<Path> folder,
      Optional<Duration> every,
      Optional<Duration> rotate,
      Optional<Boolean> swmr,
      Optional<Path> file,
      Optional<String> instrument,
      Optional<Double> missing) {}

  /**
   * One of {@code limits:}.
   *
   * @param settings a pattern of ids: {@code hv1/ch*}{@code /vset}
   * @param step a change beyond this must be confirmed
   */
  public record LimitKeys(
      ChannelPattern settings,
      Optional<Quantity> least,
      Optional<Quantity> most,
      Optional<Quantity> step) {}

  /**
   * One of {@code interlocks:}.
   *
   * @param permit the instrument whose outputs may rise, with {@code while}
   * @param force the instrument whose outputs are forced, with {@code unless} or {@code when}
   * @param action {@code ramp-down}
   */
  public record InterlockKeys(
      String name,
      Optional<String> permit,
      Optional<String> force,
      @Named("while") Optional<Condition> during,
      Optional<Condition> unless,
      Optional<Condition> when,
      Optional<String> action,
      @Named("for") Optional<Duration> hold,
      Optional<Duration> stale,
      Optional<Duration> proveEvery,
      Optional<String> shadow) {}

  /**
   * {@code xmlrpc:}.
   *
   * @param instrument may be left out where there is one alone
   * @param maxStep a change of a voltage by more is refused, since such clients cannot confirm
   */
  public record XmlRpcKeys(
      int port,
      Optional<String> bind,
      Optional<String> instrument,
      @Named("as") Optional<XmlRpcRoleKeys> role,
      Optional<Quantity> maxStep,
      Optional<String> why) {}

  /** {@code as:} of {@code xmlrpc:}. */
  public record XmlRpcRoleKeys(Role role) {}

  /** The file's sections that bind directly; instruments and notifiers depend on their kind. */
  record Sections(
      StationKeys station,
      Optional<WebKeys> web,
      Map<String, UserKeys> users,
      Map<String, DerivedKeys> derived,
      Map<String, List<ChannelPattern>> snapshots,
      List<ScheduleKeys> schedules,
      List<RuleKeys> rules,
      List<RouteKeys> routes,
      Map<String, PersonKeys> people,
      Map<String, OnCallKeys> onCall,
      List<MaintenanceKeys> maintenance,
      List<PingKeys> pings,
      List<PeerKeys> peers,
      List<DrillKeys> drills,
      Optional<RecordKeys> records,
      List<SinkKeys> sinks,
      List<RecordingKeys> recordings,
      List<LimitKeys> limits,
      List<InterlockKeys> interlocks,
      Optional<XmlRpcKeys> xmlrpc,
      Optional<ProceduresKeys> procedures) {}

  /**
   * {@code procedures:}.
   *
   * @param offer those that are offered, in this order; empty: all
   * @param defaults values of parameters, in place of those of the procedures
   * @param files procedures of the station's own
   * @param start conditions that start one
   */
  record ProceduresKeys(
      List<String> offer,
      Map<String, String> defaults,
      Map<String, FridgeKeys> fridges,
      List<Path> files,
      List<StartKeys> start) {
    static final ProceduresKeys NONE =
        new ProceduresKeys(List.of(), Map.of(), Map.of(), List.of(), List.of());
  }

  /** One of {@code fridges:}. */
  record FridgeKeys(
      Optional<String> set, Map<String, ChannelId> channels, Map<String, String> defaults) {
    static final FridgeKeys NONE = new FridgeKeys(Optional.empty(), Map.of(), Map.of());
  }

  /** One of {@code start:} of the procedures. */
  record StartKeys(
      String procedure, Condition when, Map<String, String> with, Optional<String> fridge) {}

  /** The sections of a draft that count; the others of a station file may be there, too. */
  record DraftSections(Map<String, DerivedKeys> derived, List<RuleKeys> rules) {}
}
