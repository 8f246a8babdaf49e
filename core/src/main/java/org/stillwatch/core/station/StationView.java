package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.alarm.AlarmState;
import org.stillwatch.core.alarm.Shelf;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * What a running station shows and what may be asked of it: the page, the HTTP interface and the
 * commands see the station through this alone. Every method may be called from any thread and
 * returns committed facts only.
 */
public interface StationView {

  String name();

  /** The zone in which people read times. */
  ZoneId zone();

  Instant now();

  Instant startedAt();

  /** Whether every instrument has had its first turn and has caught up. */
  boolean ready();

  List<InstrumentStatus> instruments();

  /** Every channel, by id. */
  List<ChannelStatus> channels();

  /** Alarms that are not normal, the gravest and oldest first. */
  List<AlarmStatus> alarms();

  /**
   * Someone has seen an alarm and takes care of it; the others are told.
   *
   * @throws IllegalArgumentException with one sentence when there is no such alarm, or it is
   *     acknowledged already
   */
  void acknowledge(String id, String who, String note);

  /**
   * Puts the alarms of a rule aside for a while.
   *
   * @param id of an alarm, or the name of a rule
   * @throws IllegalArgumentException with one sentence when there is no such alarm or rule, or the
   *     while is none
   */
  Shelf shelve(String id, Duration length, String who, String why);

  /**
   * Ends a shelf before its time.
   *
   * @throws IllegalArgumentException with one sentence when it is not shelved
   */
  Shelf unshelve(String id, String who);

  /** What people have put aside, also where there is no alarm now. */
  List<Shelf> shelves();

  /** The modes that the station may be put in; the current one is the channel station/mode. */
  List<String> modes();

  /**
   * Puts the station in another mode.
   *
   * @throws IllegalArgumentException with one sentence when it has no such mode
   */
  void mode(String name, String who, String why);

  /** The procedures of the station, and what they run on. */
  ProcedureBook procedures();

  /** All runs of procedures, the newest first. */
  List<RunView> runs();

  /**
   * The report of a run as files; of one that goes on as far as it has got. Takes about a second.
   *
   * @throws IllegalArgumentException with one sentence when there is no such run
   */
  List<Attachment> report(String run);

  /**
   * Starts a procedure.
   *
   * @param fridge on which; empty: the usual one
   * @param with values by parameter; for others the usual ones
   * @param comment may be empty
   * @throws IllegalArgumentException with one sentence when it cannot start
   */
  StartedRun startProcedure(
      String name, Optional<String> fridge, Map<String, String> with, String comment, String who);

  /**
   * Ends, holds, goes on with or moves on a run.
   *
   * @param run its id, its procedure or its fridge; empty: the only one
   * @param why may be empty
   * @return the run as it is then
   * @throws IllegalArgumentException with one sentence when that is not possible
   */
  RunView changeRun(Optional<String> run, RunChange change, String who, String why);

  /** What people may do with a run. */
  enum RunChange {
    STOP,
    PAUSE,
    RESUME,
    /** Go to the next step. */
    SKIP
  }

  /**
   * A run that was started.
   *
   * @param warnings what the person who started it should know, each one sentence
   */
  record StartedRun(RunView run, List<String> warnings) {
    public StartedRun {
      warnings = List.copyOf(warnings);
    }
  }

  /** What may be changed, and who may. */
  ControlView control();

  /** Who would be called for an alarm of this severity that is raised now. */
  List<Switchboard.Call> who(Severity severity);

  /**
   * Deals with notices that services refused for good.
   *
   * @param again try them again; else they are dismissed
   * @return how many there were
   */
  int settleParked(boolean again, String who);

  /**
   * The alarm that the holder of a link from a message may acknowledge; empty when the link is
   * forged or has expired.
   */
  Optional<LinkedAlarm> linked(String token);

  /** All rules with their positions, as the station file has them. */
  List<RuleStatus> rules();

  /** The newest notices and what became of them. */
  List<OutboxStore.Told> notices(int limit);

  OutboxStore.Count outbox();

  /** What is stored is carried on to these. */
  List<SinkStatus> sinks();

  StoreStatus store();

  /** Names of the snapshot sets. */
  List<String> snapshotSets();

  /** See {@link org.stillwatch.core.store.ReadingStore#read}. */
  void read(ChannelId channel, Instant from, Instant to, Consumer<Reading> sink);

  /** See {@link org.stillwatch.core.store.ReadingStore#trend}. */
  List<Bucket> trend(ChannelId channel, Instant from, Instant to, int points);

  /**
   * Calls the listener after each commit, on a thread of the station: it must return at once.
   *
   * @return ends the subscription
   */
  AutoCloseable subscribe(Consumer<Change> listener);

  /**
   * Takes a snapshot now, stores it and tells it.
   *
   * @throws IllegalArgumentException with one sentence when there is no such set
   */
  StoredSnapshot snapshot(String label, Optional<String> set);

  /**
   * Sends a test notice down one route, or all of them.
   *
   * @throws IllegalArgumentException with one sentence when there is no such route
   */
  Notice testNotice(Optional<String> route);

  /**
   * What a link from a message is for.
   *
   * @param id of the alarm
   * @param alarm as it is now; empty when it is normal again
   */
  record LinkedAlarm(String id, Optional<AlarmStatus> alarm) {}

  /** What a commit changed. */
  sealed interface Change {
    record Readings(List<ChannelStatus> channels) implements Change {}

    record Alarms(List<AlarmStatus> active) implements Change {}

    record Told(OutboxStore.Told told) implements Change {}

    record Runs(List<RunView> runs) implements Change {}

    record Instruments(List<InstrumentStatus> instruments) implements Change {}
  }

  /**
   * @param state {@code starting}, {@code ok}, {@code trouble}, {@code unreachable} or {@code
   *     silent}
   * @param reason for a person, one clause; may be empty
   * @param since when this state began
   * @param lastReading time of its newest reading
   * @param rows rows read since the start
   * @param unreadable rows that could not be read since the start
   * @param problems the newest of them, each one sentence with file and line
   */
  record InstrumentStatus(
      String id,
      String kind,
      String state,
      String reason,
      Instant since,
      Optional<Instant> lastReading,
      long rows,
      long unreadable,
      List<String> problems) {}

  /**
   * @param state {@code starting}, {@code ok}, {@code trouble} or {@code unreachable}
   * @param reason for a person, one clause; may be empty
   * @param since when this state began
   * @param carried readings carried on since the start
   * @param waiting readings that wait to be carried on, as far as it is known
   */
  record SinkStatus(
      String name, String state, String reason, Instant since, long carried, long waiting) {}

  /**
   * @param latest the newest reading, when there is one
   * @param stale no reading for several expected periods: the value says nothing about now
   * @param lastMeasured the newest measured value, when {@code latest} is missing
   */
  record ChannelStatus(
      Channel channel,
      Optional<Reading> latest,
      boolean stale,
      Optional<Reading.Measured> lastMeasured) {}

  /**
   * @param id stable over restarts
   * @param state one of the words of ISA-18.2: {@code active-unacknowledged} ...
   * @param since when it became active
   * @param returned when it was over, while it waits to be acknowledged
   * @param text what raised it, with the value of now
   * @param acknowledged who takes care of it
   * @param shelved until when it is put aside
   * @param shelf who put it aside and why; empty when it is maintenance that does
   */
  record AlarmStatus(
      String id,
      String rule,
      Notice.Kind kind,
      Severity severity,
      String state,
      Instant since,
      Optional<Instant> returned,
      String title,
      String text,
      Optional<ChannelId> channel,
      Optional<Acknowledgement> acknowledged,
      Optional<Instant> shelved,
      Optional<Shelf> shelf) {

    /** An alarm that nobody has acknowledged. */
    public static AlarmStatus active(
        String id,
        String rule,
        Notice.Kind kind,
        Severity severity,
        Instant since,
        String title,
        String text,
        Optional<ChannelId> channel) {
      return new AlarmStatus(
          id,
          rule,
          kind,
          severity,
          AlarmState.ACTIVE_UNACKNOWLEDGED.word(),
          since,
          Optional.empty(),
          title,
          text,
          channel,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** Whether its cause is there now; else it only waits to be acknowledged. */
    public boolean isActive() {
      return returned.isEmpty();
    }
  }

  /**
   * @param position {@code low}, {@code high} or {@code unknown}
   * @param low the limit below which it is low, with its unit; empty without one
   * @param broken it can never be judged as it stands, for the reason in {@code unknownBecause}
   */
  record RuleStatus(
      String name,
      ChannelId channel,
      String position,
      Optional<String> low,
      Optional<String> high,
      Optional<String> unknownBecause,
      boolean broken) {

    /** A rule that can be judged, now or at another time. */
    public RuleStatus(
        String name,
        ChannelId channel,
        String position,
        Optional<String> low,
        Optional<String> high,
        Optional<String> unknownBecause) {
      this(name, channel, position, low, high, unknownBecause, false);
    }
  }

  /**
   * @param ok whether the last commit succeeded
   * @param reason why not
   * @param bytes on the disk
   * @param readings stored since the start
   */
  record StoreStatus(boolean ok, String reason, long bytes, long readings, Instant lastCommit) {}
}
