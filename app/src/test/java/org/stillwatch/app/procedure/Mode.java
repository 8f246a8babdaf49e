package org.stillwatch.app.procedure;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A mode of the terminal tool, and what is expected of it.
 *
 * @param from how many hours after a warm start of the fridge it begins
 * @param hours how long it is watched
 * @param said what it says and keeps, in order
 */
record Mode(
    String name, int from, Map<String, String> with, String comment, int hours, List<String> said) {

  static final List<Mode> ALL =
      List.of(
          new Mode(
              "full-cooldown",
              0,
              Map.of("snapshot_time_hrs", "6"),
              "new sample",
              40,
              List.of(
                  "0:00 snapshot Snapshot: Before Cooldown",
                  "0:00 procedure Started full cooldown - Comment: new sample",
                  "12:03 procedure Still reached 4 K after 12 h 3 min",
                  "20:30 procedure MXC reached 20 mK after 20 h 30 min",
                  "22:30 snapshot Snapshot: Base Temperature",
                  "28:30 snapshot Snapshot: Base Temperature",
                  "30:00 procedure Warning: MXC surpassed 100 mK",
                  "30:00 snapshot Snapshot: Unexpected Warmup",
                  "34:30 snapshot Snapshot: Base Temperature")),
          new Mode(
              "cooldown-to-4k",
              0,
              Map.of("still_4K_cd", "4.5K"),
              "",
              15,
              List.of(
                  "0:00 snapshot Snapshot: Before Cooldown",
                  "0:00 procedure Started cooldown to 4K",
                  "11:44 procedure Still reached 4.5 K after 11 h 44 min")),
          new Mode(
              "condensing",
              0,
              Map.of("baseT", "25 mK", "snapshot_time_hrs", "12 h"),
              "",
              36,
              List.of(
                  "0:00 procedure Started mixture condensation",
                  "20:09 procedure MXC reached 25 mK after 20 h 9 min",
                  "22:09 snapshot Snapshot: Base Temperature",
                  "30:00 procedure Warning: MXC surpassed 100 mK",
                  "30:00 snapshot Snapshot: Unexpected Warmup",
                  "34:09 snapshot Snapshot: Base Temperature")),
          new Mode(
              "fse-cold-insert",
              0,
              Map.of(),
              "sample 7",
              24,
              List.of(
                  "0:00 snapshot Snapshot: Save Circulation",
                  "0:00 procedure Started cold insert - Comment: sample 7",
                  "12:03 procedure Still reached 4 K after 12 h 3 min",
                  "20:30 procedure MXC reached 20 mK after 20 h 30 min",
                  "22:30 snapshot Snapshot: Base Temperature")),
          new Mode(
              "fse-cold-insert-4k",
              0,
              Map.of("still_coldinsert", "280 K"),
              "",
              5,
              List.of(
                  "0:00 snapshot Snapshot: Save Circulation",
                  "0:00 procedure Started cold insert to 4K",
                  "3:00 procedure Still reached 280 K after 3 h 0 min")),
          new Mode(
              "warmup",
              50,
              Map.of("warmup", "250 K"),
              "",
              20,
              List.of(
                  "0:00 snapshot Snapshot: Before Warmup",
                  "0:00 procedure Started warmup",
                  "15:35 procedure Still reached 250 K after 15 h 35 min",
                  "15:35 snapshot Snapshot: Room Temperature")),
          new Mode(
              "fse-warmup",
              0,
              Map.of(),
              "",
              1,
              List.of(
                  "0:00 snapshot Snapshot: Before FSE Warmup",
                  "0:00 procedure FSE warmup started")),
          new Mode(
              "circulation",
              24,
              Map.of("circ_warning", "0.1 K", "snapshot_time_hrs", "10"),
              "",
              22,
              List.of(
                  "6:00 procedure Warning: MXC surpassed 100 mK",
                  "6:00 snapshot Snapshot: Unexpected Warmup",
                  "10:00 snapshot Snapshot: Base Temperature",
                  "20:00 snapshot Snapshot: Base Temperature")),
          new Mode(
              "reading-snapshot",
              0,
              Map.of("status", "After leak check"),
              "",
              1,
              List.of("0:00 snapshot Snapshot: After leak check")));

  /** From 290 K down to 4 K in 12 h 3 min, then cold; from 50 h on it warms by 16 K an hour. */
  static OptionalDouble still(double hours) {
    if (hours >= 50) {
      return OptionalDouble.of(0.8 + 16 * (hours - 50));
    }
    return OptionalDouble.of(
        hours < 12.05
            ? 290 * Math.pow(4.0 / 290, hours / 12.05)
            : Math.max(0.8, 4 - (hours - 12.05)));
  }

  /** Cold after the still: 20 mK after 20 h 30 min; warm for an hour at 30 h. */
  static OptionalDouble mxc(double hours) {
    if (hours >= 30 && hours < 31) {
      return OptionalDouble.of(0.15);
    }
    return OptionalDouble.of(
        hours < 12
            ? 290 * Math.pow(4.2 / 290, hours / 12)
            : 4.2 * Math.pow(0.02 / 4.2, Math.min(10, hours - 12) / 8.5));
  }
}
