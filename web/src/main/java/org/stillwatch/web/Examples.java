package org.stillwatch.web;

import java.util.List;
import java.util.Map;

/** One object of each sort that people write scripts for, as {@code /openapi.json} shows it. */
final class Examples {

  private static final String RAISED = "2026-11-20T15:36:07Z";
  private static final String NOTED = "2026-11-20T15:41:30Z";
  private static final String LATER = "2026-11-20T17:41:30Z";
  private static final String WATER = "fridge/compressor/water-out";

  private static final Shown.Shelf SHELF =
      new Shown.Shelf("water-out", LATER, "anna", "filter is being changed", NOTED);

  private static final Shown.Call CALL = new Shown.Call("team", "anna", "phone-anna", 900, null);

  private static final Shown.Firing FIRING =
      new Shown.Firing(RAISED, NOTED, "critical", "PT water out > 29", 29.4);

  private static final Shown.RuleTest RULE_TEST =
      new Shown.RuleTest(
          "water-out",
          WATER,
          List.of(FIRING),
          323,
          0.14,
          List.of(new Shown.Overlap("water-hot", 1, 120)),
          new Shown.DeadBand(2, 0.11, 0.7, "degC"),
          null);

  private static final String STILL = "wait fridge/still/temperature <= 4 K";

  private static final ShownRuns.Run RUN =
      new ShownRuns.Run(
          "9c1d5e7b24683f0a",
          "full-cooldown",
          "Full Cooldown",
          "fridge",
          "anna",
          "new sample holder",
          RAISED,
          323,
          "running",
          1,
          List.of(
              new ShownRuns.Step("snapshot", "snapshot \"Before Cooldown\"", "passed", null),
              new ShownRuns.Step("wait", STILL, "now", null)),
          STILL,
          RAISED,
          null,
          null,
          false,
          false,
          List.of(),
          Map.of("still_full_cd", "4 K"),
          List.of(),
          List.of(
              new ShownRuns.Goal(
                  "fridge/still/temperature",
                  "<=",
                  "4 K",
                  "287.1 K",
                  new ShownRuns.Expected(
                      "2026-06-26T20:10:00Z",
                      "2026-06-26T19:20:00Z",
                      "2026-06-26T21:30:00Z",
                      5,
                      "still/temperature 4 K in about 12 h (11 h to 13 h), from 5 earlier runs"))),
          null);

  static final Map<Class<? extends Record>, Object> BY_TYPE =
      Map.ofEntries(
          Map.entry(Asked.Snapshot.class, new Asked.Snapshot("Base Temperature", "fridge")),
          Map.entry(Asked.TestNotice.class, new Asked.TestNotice("team")),
          Map.entry(Asked.Login.class, new Asked.Login("anna", "correct horse battery", null)),
          Map.entry(Asked.Logout.class, new Asked.Logout()),
          Map.entry(Asked.Acknowledge.class, new Asked.Acknowledge("anna", "on my way")),
          Map.entry(Asked.Shelve.class, new Asked.Shelve("2h", "filter is being changed", "anna")),
          Map.entry(Asked.Unshelve.class, new Asked.Unshelve("anna")),
          Map.entry(Asked.Settle.class, new Asked.Settle("anna")),
          Map.entry(Asked.Mode.class, new Asked.Mode("cooldown", "anna", "new sample")),
          Map.entry(Asked.Reload.class, new Asked.Reload("anna")),
          Map.entry(
              Asked.StartRun.class,
              new Asked.StartRun(
                  null,
                  Map.of("still_full_cd", "4 K", "baseT", "20 mK"),
                  "new sample holder",
                  "anna")),
          Map.entry(Asked.ChangeRun.class, new Asked.ChangeRun("anna", "the sample is loose")),
          Map.entry(
              Asked.Command.class,
              new Asked.Command(
                  "gauge1/ion/filament", "on", null, "chamber is pumped down", true, "anna", null)),
          Map.entry(
              Asked.Batch.class,
              new Asked.Batch(
                  List.of(new Asked.Change("pump1/turbo/speed", "500", "Hz")),
                  "half speed over night",
                  true,
                  "anna",
                  null)),
          Map.entry(Asked.Change.class, new Asked.Change("pump1/turbo/speed", "500", "Hz")),
          Map.entry(Asked.MakeSafe.class, new Asked.MakeSafe("anna", "smell of gas")),
          Map.entry(
              Asked.TakeLease.class,
              new Asked.TakeLease("gain scan", "long-run", "12h", "hold", true, "anna")),
          Map.entry(
              Asked.BreakLease.class,
              new Asked.BreakLease(
                  "gain scan", "its owner went home", "heartbeat", "60s", "hold", "anna")),
          Map.entry(Asked.OwnLease.class, new Asked.OwnLease("k3fwq9mzt2ab")),
          Map.entry(Asked.Prove.class, new Asked.Prove(true, "anna")),
          Map.entry(Asked.Aside.class, new Asked.Aside("2h", "the sensor is changed", "anna")),
          Map.entry(Asked.Again.class, new Asked.Again("the sensor is back", "anna")),
          Map.entry(
              ShownSafety.Interlock.class,
              new ShownSafety.Interlock(
                  "gas-good",
                  "permit",
                  "hv1",
                  "gas/air/humidity below 45 %",
                  true,
                  "true",
                  true,
                  "'gas/air/humidity below 45 %' is true",
                  "2026-06-26T13:52:02Z",
                  "anna",
                  "2026-09-24T13:52:02Z",
                  null,
                  null)),
          Map.entry(
              ShownSettings.Done.class,
              new ShownSettings.Done("gauge1/ion/filament", 1, "gauge1/ion/filament is on now")),
          Map.entry(ShownRuns.Run.class, RUN),
          Map.entry(Shown.Mode.class, new Shown.Mode("cooldown", List.of("measuring", "cooldown"))),
          Map.entry(Shown.Reloaded.class, new Shown.Reloaded(true)),
          Map.entry(
              Asked.BackTest.class,
              new Asked.BackTest(
                  """
                  rules:
                    - name: water-out
                      channel: fridge/compressor/water-out
                      high: {above: 29 degC, say: "PT water out > 29", severity: critical}
                      low: {below: 27 degC}
                  """,
                  "-7d",
                  null)),
          Map.entry(
              Shown.Alarm.class,
              new Shown.Alarm(
                  "3f9a0c1d5e7b2468",
                  "water-out",
                  "alarm",
                  "critical",
                  "active-acknowledged",
                  RAISED,
                  null,
                  "PT water out > 29",
                  "fridge/compressor/water-out is 29.4 degC, above 29 degC",
                  WATER,
                  new Shown.Acknowledged("anna", NOTED, "on my way"),
                  null,
                  null)),
          Map.entry(Shown.Shelf.class, SHELF),
          Map.entry(Shown.Calls.class, new Shown.Calls("critical", List.of(CALL))),
          Map.entry(Shown.Settled.class, new Shown.Settled(2)),
          Map.entry(
              Shown.BackTest.class,
              new Shown.BackTest(
                  "2026-11-13T15:42:07Z",
                  "2026-11-20T15:42:07Z",
                  604_800,
                  0.8,
                  List.of(RULE_TEST))),
          Map.entry(Shown.Session.class, new Shown.Session(true, "anna", "operator", true)),
          Map.entry(
              Shown.Failure.class,
              new Shown.Failure(
                  "the alarm 'PT water out > 29' is already acknowledged, by anna", List.of())));

  private Examples() {}
}
