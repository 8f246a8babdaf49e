package org.stillwatch.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What requests carry: JSON objects whose keys are the components. Those that may be null may be
 * left out.
 */
sealed interface Asked {

  /** Without a set, the first of the station. */
  record Snapshot(@Nullable String label, @Nullable String set) implements Asked {}

  /** Without a route, all of them. */
  record TestNotice(@Nullable String route) implements Asked {}

  /** Either a token, or a name and a password. */
  record Login(@Nullable String name, @Nullable String password, @Nullable String token)
      implements Asked {}

  record Logout() implements Asked {}

  /**
   * @param who whoever is logged in, when left out
   */
  record Acknowledge(@Nullable String who, @Nullable String note) implements Asked {}

  /**
   * @param length such as {@code 2h}
   */
  record Shelve(@JsonProperty("for") String length, String why, @Nullable String who)
      implements Asked {}

  record Unshelve(@Nullable String who) implements Asked {}

  record Settle(@Nullable String who) implements Asked {}

  /**
   * @param mode one of the station's modes
   */
  record Mode(String mode, @Nullable String who, @Nullable String why) implements Asked {}

  record Reload(@Nullable String who) implements Asked {}

  /**
   * @param fridge the usual one, when left out
   * @param parameters values by name; the usual value for one that is empty or left out
   */
  record StartRun(
      @Nullable String fridge,
      @Nullable Map<String, @Nullable String> parameters,
      @Nullable String comment,
      @Nullable String who)
      implements Asked {}

  /**
   * @param channel the id of a setting
   * @param value a number, with its unit or without, or the word of a state
   * @param unit of the value, when that has none
   * @param why needed, but for what makes things safe
   * @param confirmed who asks was asked once more
   */
  record Command(
      String channel,
      @Nullable String value,
      @Nullable String unit,
      @Nullable String why,
      @Nullable Boolean confirmed,
      @Nullable String who,
      @Nullable String lease)
      implements Asked {}

  /**
   * Several changes of one instrument: all or, as far as it allows, none.
   *
   * @param lease the id of the lease, when somebody has the instrument
   */
  record Batch(
      List<Change> changes,
      @Nullable String why,
      @Nullable Boolean confirmed,
      @Nullable String who,
      @Nullable String lease)
      implements Asked {}

  /**
   * One of a batch.
   *
   * @param value a number, or the word of a state
   * @param unit that of the setting when left out
   */
  record Change(String channel, @Nullable String value, @Nullable String unit) implements Asked {}

  /** Why may be left out: what makes things safe is never refused. */
  record MakeSafe(@Nullable String who, @Nullable String why) implements Asked {}

  /**
   * @param mode {@code heartbeat} or {@code long-run}
   * @param length between heartbeats, or of the run: {@code 60s}, {@code 12h}
   * @param ifLost {@code hold} or {@code ramp-down}: what becomes of the outputs when the owner
   *     vanishes
   * @param queue wait until it is free
   */
  record TakeLease(
      String purpose,
      @Nullable String mode,
      @JsonProperty("for") @Nullable String length,
      @JsonProperty("if-lost") @Nullable String ifLost,
      @Nullable Boolean queue,
      @Nullable String who)
      implements Asked {}

  /**
   * @param why it is taken from whoever has it
   */
  record BreakLease(
      String purpose,
      String why,
      @Nullable String mode,
      @JsonProperty("for") @Nullable String length,
      @JsonProperty("if-lost") @Nullable String ifLost,
      @Nullable String who)
      implements Asked {}

  /**
   * @param id as it was told when the lease was taken
   */
  record OwnLease(String id) implements Asked {}

  /**
   * @param confirmed real outputs are brought down, where the interlock has no shadow
   */
  record Prove(@Nullable Boolean confirmed, @Nullable String who) implements Asked {}

  /**
   * @param length such as {@code 2h}
   */
  record Aside(@JsonProperty("for") String length, String why, @Nullable String who)
      implements Asked {}

  record Again(@Nullable String why, @Nullable String who) implements Asked {}

  record ChangeRun(@Nullable String who, @Nullable String why) implements Asked {}

  /**
   * @param rules a text with {@code rules:}, as in a station file
   * @param from RFC 3339, a local time of the station, or {@code -2h}
   * @param to likewise; now when left out
   */
  record BackTest(String rules, String from, @Nullable String to) implements Asked {}
}
