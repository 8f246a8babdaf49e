package org.stillwatch.app.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.app.config.Problem;
import org.stillwatch.app.config.StationReader;

class ConversionTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  private static final String MONITOR =
      """
      [DEFAULTS]
      still_full_cd = 4         # K
      still_4K_cd = 4.2
      still_coldinsert = 4 K
      baseT = 0.02
      circ_warning = 100 mK
      warmup = 290
      snapshot_time_hrs = 12
      channel_nr_still = 5
      channel_nr_mxc = 6
      channel_nr_magnet = 3
      channel_nr_fse =          # none
      [PROGRAM_MODES]
      available_modes =
          Full Cooldown
          Cooldown to 4K
          Warmup
          Circulation Mode
          Reading Snapshot
      [MQTT]
      hostname = 10.0.0.5
      port = 1884
      topic = channel/measurement/listen
      [DISCORD]
      channel_url = https://discord.com/api/v9/channels/123456789012345678/messages
      access_token = Bot very-secret-word
      [LOGGING]
      input_logfile_path = FOLDER
      """;

  private static final String WATCHER =
      """
      fridge_name = "Triton #1"
      folder = r'FOLDER'
      period = 61
      data_type = 'triton'
      num = 488
      labels = ['LineSize(bytes)', 'LineNumber', 'Time(secs)', 'Output Water Temp',
                'MC RuO2 T(K)', 'Magnet T(K)', 'Input Water Temp', 'Input Water Temp2']
      snapshot_list = ['MC RuO2 T(K)', 'Magnet T(K)', 'Output Water Temp']
      rules = {
          'Output Water Temp': [27, 29, 'PT water out < 27', 'Alarm: PT water out > 29', 'low', 0],
          'MC RuO2 T(K)': [0.05, 10, 'Trigger: base temperature', '', 'high', 7200],
          'Magnet T(K)': [280, 285, 'Magnet < 280 K', '', 'high', 0],
          'Magnet T(K):2': [5, 10, 'Magnet "cold"', 'Alarm: magnet > 10 K', 'high', 0],
          'Input Water Temp2': [10, 12, '', 'Alarm: water 2', None],
      }
      method = 'slack'
      url = 'https://hooks.slack.com/services/very-secret-word'
      """;

  @TempDir private Path folder = Path.of("");

  private Conversion convert(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text.replace("FOLDER", folder.toString()));
    return Conversion.of(file, ZURICH);
  }

  private List<Problem> problems(Conversion conversion) throws IOException {
    var environment = new HashMap<String, String>();
    conversion
        .variables()
        .keySet()
        .forEach(
            name -> environment.put(name, name.endsWith("URL") ? "https://a.example/b" : "word"));
    var station = Files.writeString(folder.resolve("station.yaml"), conversion.station());
    return new StationReader(environment).read(station).problems();
  }

  private void assertPasses(Conversion conversion) throws IOException {
    assertEquals(List.of(), problems(conversion), conversion.station());
  }

  @Test
  void theMonitorsConfigurationIsTakenOverWhole() throws IOException {
    var made = convert("config.ini", MONITOR);
    assertEquals(List.of(), made.left());
    assertEquals(
        """
        # Made from config.ini by 'stillwatch convert'. Next: stillwatch check station.yaml
        # zone: of this computer; change it when the logs are written elsewhere.
        station: {name: Bluefors fridge, zone: Europe/Zurich, data: ./data}
        web: {port: 8080}

        instruments:
          fridge:
            kind: bluefors-logs
            folder: FOLDER
            channels: {"50k": {sensor: CH1}, "4k": {sensor: CH2}, still: {sensor: CH5}, mxc: {sensor: CH6}, magnet: {sensor: CH3}}
          live:
            kind: bluefors-controller
            mqtt: "tcp://10.0.0.5:1884"
            topic: "channel/measurement/listen"
            channels: {"50k": {sensor: 1}, "4k": {sensor: 2}, still: {sensor: 5}, mxc: {sensor: 6}, magnet: {sensor: 3}}

        derived:
          lab/50k/temperature: {expression: "first(live/50k/temperature, fridge/50k/temperature)", unit: K}
          lab/4k/temperature: {expression: "first(live/4k/temperature, fridge/4k/temperature)", unit: K}
          lab/still/temperature: {expression: "first(live/still/temperature, fridge/still/temperature)", unit: K}
          lab/mxc/temperature: {expression: "first(live/mxc/temperature, fridge/mxc/temperature)", unit: K}
          lab/magnet/temperature: {expression: "first(live/magnet/temperature, fridge/magnet/temperature)", unit: K}

        snapshots:
          fridge: ["lab/*/temperature", "fridge/*/temperature", "fridge/p*", fridge/flow, "fridge/heater/*"]

        # A plain number of a temperature is in kelvin, as the readings that the monitor compared it with.
        procedures:
          offer: [full-cooldown, cooldown-to-4k, warmup, circulation, reading-snapshot]
          defaults: {still_full_cd: 4 K, still_4K_cd: 4.2 K, still_coldinsert: 4 K, warmup: 290 K, baseT: 20 mK, circ_warning: 100 mK, snapshot_time_hrs: 12 h}
          fridges: {fridge: {set: fridge, channels: {still: lab/still/temperature, mxc: lab/mxc/temperature}}}

        # <year>_status.log and <year>_readings.csv; files of the monitor there are continued
        records: {folder: ./records, instrument: fridge, channels: {magnet: fridge/magnet/temperature}}

        routes:
          - {name: team, to: [discord], severity: info}
        notifiers:
          discord: {kind: discord, token: "${DISCORD_TOKEN}", channel: "123456789012345678", zone: Europe/Zurich}
        """
            .replace("FOLDER", Yaml.text(folder.toString())),
        made.station());
    assertEquals(
        "{DISCORD_TOKEN=what follows 'Bot ' in the access_token of line 26}",
        made.variables().toString());
    assertPasses(made);
  }

  @Test
  void withLogsAloneOrTheControllerAloneThereIsNothingToChooseFrom() throws IOException {
    var logs = convert("config.ini", MONITOR.replaceAll("(?s)\\[MQTT].*\\[LOGGING]", "[LOGGING]"));
    assertEquals(List.of(), logs.left());
    assertFalse(logs.station().contains("live"), logs.station());
    assertFalse(logs.station().contains("notifiers"), logs.station());
    assertTrue(logs.station().contains("fridges: {fridge: {set: fridge}}"), logs.station());
    assertPasses(logs);
    var controller = convert("config.ini", MONITOR.replaceAll("(?s)\\[LOGGING].*", "[LOGGING]\n"));
    assertTrue(controller.station().contains("fridges: {live: {set: fridge}}"));
    assertTrue(controller.station().contains("records: {folder: ./records, instrument: live,"));
    assertPasses(controller);
  }

  private static List<String> left(Conversion conversion) {
    return conversion.left().stream().map(each -> each.line() + " " + each.sentence()).toList();
  }

  @Test
  void whatTheMonitorHasAndStillwatchHasNotIsNamedWithItsLineAndWithoutItsValue()
      throws IOException {
    var made =
        convert(
            "config.ini",
            """
            [DEFAULTS]
            baseT = 20
            warmup = hot
            still_full_cd = 4 mbar
            snapshot_time_hrs = -1
            channel_nr_still = 6
            channel_nr_mxc = 6
            channel_nr_fse = seven
            colour = very-secret-word
            baseT = 30
            [PROGRAM_MODES]
            available_modes = Full Cooldwon, Warmup
            [MQTT]
            hostname = controller
            port = many
            [DISCORD]
            channel_url = https://example.org/very-secret-word
            access_token = very-secret-word
            [LOGGING]
            input_logfile_path = FOLDER
            [OTHER]
            key = very-secret-word
            """);
    assertEquals(
        List.of(
            "2 [DEFAULTS] baseT: a plain number is in kelvin, and 20 K is not cold; the usual one"
                + " is used; write 'baseT: 20 mK' under 'defaults' of 'procedures' if that was"
                + " meant",
            "3 [DEFAULTS] warmup: expected a temperature such as 4 or 20 mK; the usual one is used",
            "4 [DEFAULTS] still_full_cd: expected a temperature in K; the usual one is used",
            "5 [DEFAULTS] snapshot_time_hrs: expected a number of hours; the usual one is used",
            "7 [DEFAULTS] channel_nr_mxc: another sensor has this channel; the sensor is left out",
            "8 [DEFAULTS] channel_nr_fse: expected a channel number from 1 to 16; the sensor is"
                + " left out",
            "9 [DEFAULTS] colour: Stillwatch has nothing that it would set",
            "10 [DEFAULTS] baseT: it is given twice; the first one counts",
            "15 [MQTT] port: expected a port number; 1883 is used",
            "17 [DISCORD] channel_url: this is neither the address of a Discord channel nor of a"
                + " webhook; nobody is told",
            "18 [DISCORD] access_token: the channel that it is for is not known",
            "22 [OTHER] key: Stillwatch has nothing that it would set"),
        left(made).stream().filter(line -> !line.startsWith("12 ")).toList());
    assertTrue(
        left(made).stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "12 [PROGRAM_MODES] available_modes: the mode 'Full Cooldwon' is not"
                            + " known;")));
    assertFalse((made + made.station()).contains("very-secret-word"));
    assertPasses(made);
  }

  @Test
  void theWatchersConfigurationIsTakenOverWhole() throws IOException {
    var made = convert("config.py", WATCHER);
    assertEquals(List.of(), left(made));
    assertEquals(
        """
        # Made from config.py by 'stillwatch convert'. Next: stillwatch check station.yaml
        # zone: of this computer; change it when the logs are written elsewhere.
        station: {name: "Triton #1", zone: Europe/Zurich, data: ./data}
        web: {port: 8080}

        instruments:
          fridge:
            kind: oxford-vcl
            folder: FOLDER
            every: 61s

        snapshots:
          columns: [fridge/mc-ruo2/temperature, fridge/magnet/temperature, fridge/output-water-temp]
        schedules:
          - {snapshot: columns, at: second Tuesday 12:00, label: Monthly}

        rules:
          - name: output-water-temp
            channel: fridge/output-water-temp
            low: {below: 27, say: "PT water out < 27", severity: info}
            high: {above: 29, say: "Alarm: PT water out > 29", severity: warning}
            initially: low
          - name: mc-ruo2-temperature
            channel: fridge/mc-ruo2/temperature
            low: {below: 0.05 K, snapshot: {set: columns, after: 2h, label: "Trigger: base temperature"}}
            high: {above: 10 K}
            initially: high
          - name: magnet-temperature
            channel: fridge/magnet/temperature
            low: {below: 280 K, say: "Magnet < 280 K", severity: info}
            high: {above: 285 K}
            initially: high
          - name: magnet-temperature-2
            channel: fridge/magnet/temperature
            low: {below: 5 K, say: "Magnet \\"cold\\"", severity: info}
            high: {above: 10 K, say: "Alarm: magnet > 10 K", severity: warning}
            initially: high
          # the return below 10 is told too: the end of an alarm always is
          - name: input-water-temp-2
            channel: fridge/input-water-temp-2
            low: {below: 10}
            high: {above: 12, say: "Alarm: water 2", severity: warning}

        routes:
          - {name: team, to: [slack], severity: info}
        notifiers:
          slack: {kind: slack, url: "${SLACK_URL}", zone: Europe/Zurich}
          # bell: {kind: beep}     # rings on this computer; name it in a route of severity warning
        """
            .replace("FOLDER", Yaml.text(folder.toString())),
        made.station());
    assertEquals("{SLACK_URL=the url of line 17}", made.variables().toString());
    assertPasses(made);
  }

  @Test
  void everyMethodOfTheWatcherHasItsNotifier() throws IOException {
    for (var method : List.of("lark", "wechat", "slack", "email")) {
      var made =
          convert(
              "config.py",
              WATCHER.replace("'slack'", "'" + method + "'")
                  + """
                  host = 'smtp.example.org'
                  port = 465
                  email = 'lab@example.org'
                  recipients = ['anna@example.org', 'ben@example.org']
                  password = 'very-secret-word'
                  """);
      assertFalse(made.station().contains("very-secret-word"), method);
      assertPasses(made);
      assertEquals(1, made.variables().size(), method);
    }
    var made = convert("config.py", WATCHER.replace("triton", "xs400"));
    assertTrue(made.station().contains("kind: xs400-log"), made.station());
    assertPasses(made);
    assertPasses(convert("config.py", WATCHER.replace("triton", "ppms")));
  }

  @Test
  void whatTheWatcherHasAndStillwatchHasNotIsNamedWithItsLine() throws IOException {
    var made =
        convert(
            "config.py",
            """
            import os
            fridge_name = 'a' * 3
            folder = os.path.join('a', 'b')
            data_type = 'dr2000'
            labels = ['A', 'B']
            snapshot_list = ['A', 'C']
            rules = {
              'A': [1, 2, 'low', 'high'],
              'B': [2, 1, 'low', 'high'],
              'C': [1, 2, 'low', 'high'],
              'A:2': [1, float('inf'), 'low', 'high'],
              'A:3': 'none',
              'B:2': [1, 2, 3, 'high', 'middle', 'late'],
            }
            method = 'pigeon'
            password = 'very-secret-word'
            speed = 3
            """);
    assertEquals(
        List.of(
            "1 an import is left out; nothing of the file is run",
            "2 fridge_name: its value needs an expression, and nothing of the file is run",
            "3 folder: its value needs 'os', and nothing of the file is run",
            "4 data_type: expected triton, ppms or xs400; triton is taken"),
        left(made).subList(0, 4));
    for (var line :
        List.of(
            "6 snapshot_list: there is no column 'C'; ",
            "9 the rule 'B' is left out; its low limit 2 is above its high limit 1",
            "10 the rule 'C' is left out; there is no column 'C'; ",
            "11 the rule 'A:2' is left out; expected two numbers as its limits",
            "12 the rule 'A:3' is left out; expected [low, high,",
            "13 the rule 'B:2': one of its messages is no text and tells nothing",
            "13 the rule 'B:2': expected low or high as its initial state",
            "13 the rule 'B:2': expected seconds as its delay; there is none now",
            "15 method: 'pigeon' is not known; expected lark, wechat, slack or email",
            "17 speed: Stillwatch has nothing that it would set")) {
      assertTrue(left(made).stream().anyMatch(each -> each.startsWith(line)), line);
    }
    assertEquals(14, made.left().size(), left(made).toString());
    assertFalse((made + made.station()).contains("very-secret-word"));
  }

  private String refused(String name, byte[] content) throws IOException {
    var file = Files.write(folder.resolve(name), content);
    return refusal(file).replace(folder.toString(), "");
  }

  private static String refusal(Path file) {
    var thrown = assertThrows(NotConvertible.class, () -> Conversion.of(file, ZURICH));
    return String.valueOf(thrown.getMessage());
  }

  private String refused(String name, String content) throws IOException {
    return refused(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatIsNeitherIsRefusedInOneSentence() throws IOException {
    assertTrue(refused("a.ini", "[window]\nwidth = 3\n").contains("none of the sections"));
    assertTrue(refused("a.py", "width = 3\n").contains("none of the variables"));
    assertTrue(refused("a.ini", "[LOGGING]\nx = 1\n").contains("there is nothing to watch"));
    assertEquals("/a.py:2:8: this text has no end", refused("a.py", "\nurl =  'x\n"));
    assertEquals("/a.txt:1:6: ')' closes nothing", refused("a.txt", "num =)"));
    assertEquals(
        "/a.ini:1:1: expected a section such as [DEFAULTS] first", refused("a.ini", "x=1"));
    assertTrue(refused("a.ini", new byte[] {'[', 0, 1}).contains("this is no text"));
    assertTrue(refused("a.py", "#".repeat(600_000)).contains("it has 600000 bytes"));
    assertTrue(refused("empty", "").contains("none of the variables"));
    assertTrue(refusal(folder).contains("this is a folder"));
    assertTrue(refusal(folder.resolve("none")).endsWith("there is no such file"));
  }

  @Test
  void anyDamageGivesAStationFileOrOneSentence() throws IOException {
    var random = new Random(20261121);
    int made = 0;
    for (int i = 0; i < 400; i++) {
      boolean ini = i % 2 == 0;
      var text = new StringBuilder(ini ? MONITOR : WATCHER);
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        int at = random.nextInt(text.length());
        var piece =
            String.valueOf("=[]{}:'\"#,\n\t \\$-9x\u0085\u2028\uFEFF".charAt(random.nextInt(21)));
        text.replace(at, at + random.nextInt(2), piece);
      }
      try {
        var conversion = convert(ini ? "config.ini" : "config.py", text.toString());
        made++;
        // whatever was read, what is written is a station file that YAML can read
        var problems = problems(conversion);
        assertTrue(
            problems.stream().noneMatch(problem -> problem.text().contains("no YAML")),
            problems + "\n" + conversion.station());
      } catch (NotConvertible e) {
        assertFalse(String.valueOf(e.getMessage()).contains("very-secret"), e.getMessage());
      }
    }
    assertTrue(made > 100, made + " were made");
  }
}
