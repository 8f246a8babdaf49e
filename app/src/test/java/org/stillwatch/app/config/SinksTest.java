package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.stores.influx.ChannelNames;
import org.stillwatch.stores.influx.InfluxServer;
import org.stillwatch.stores.influx.InfluxSettings;
import org.stillwatch.stores.influx.PicosecNames;

class SinksTest {

  private static final String STATION =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments: {gas: {kind: bluefors-logs, folder: ./logs}}
      """;
  private static final URI BASE = URI.create("http://127.0.0.1:8086");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void aLogFolder() throws IOException {
    var made = Files.createDirectories(folder.resolve("logs"));
  }

  private StationReader.Result read(String sinks) {
    try {
      var file = Files.writeString(folder.resolve("station.yaml"), STATION + sinks);
      return new StationReader(Map.of("TOKEN", "s3cret")).read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InfluxSettings sink(String keys) {
    return Assembly.sinks(read("sinks: [{kind: influxdb, " + keys + "}]").usable()).getFirst();
  }

  private List<String> problems(String keys) {
    return read("sinks:\n- {kind: influxdb, " + keys + "}\n").problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.text())
        .toList();
  }

  @Test
  void theSinkOfTheExistingDashboards() {
    assertEquals(
        new InfluxSettings(
            "influxdb",
            new InfluxServer.V1(BASE, "lab", Optional.empty(), Optional.empty()),
            new PicosecNames("Picosec gas"),
            List.of(new ChannelPattern("gas/**")),
            InfluxSettings.From.NOW,
            false),
        sink(
            "version: 1, url: \"http://127.0.0.1:8086\", database: lab, names: picosec, location:"
                + " \"Picosec gas\", channels: [gas/**]"));
  }

  @Test
  void eachVersionHasItsKeys() {
    assertEquals(
        new InfluxServer.V1(
            URI.create("https://db/x"),
            "lab",
            Optional.of("year"),
            Optional.of(new InfluxServer.Login("anna", new Secret("s3cret")))),
        sink("version: 1, url: \"https://db/x/\", database: lab, retention-policy: year, user:"
                + " anna, password: \"${TOKEN}\"")
            .server());
    assertEquals(
        Optional.of(new InfluxServer.Login("anna", new Secret("s3cret"))),
        ((InfluxServer.V1)
                sink("version: 1, url: \"http://anna:${TOKEN}@db\", database: lab").server())
            .login());
    assertEquals(
        new InfluxServer.V2(BASE, "infn", "gas", new Secret("s3cret")),
        sink("version: 2, url: \"http://127.0.0.1:8086\", org: infn, bucket: gas, token:"
                + " \"${TOKEN}\"")
            .server());
    assertEquals(
        new InfluxServer.V3(BASE, "gas", Optional.empty()),
        sink("version: 3, url: \"http://127.0.0.1:8086\", bucket: gas").server());
  }

  @Test
  void namesOfOnesOwnBeginningAndMissingReadings() {
    var sink =
        sink(
            "version: 3, url: \"http://127.0.0.1:8086\", database: gas, from: \"2026-06-26 15:52\","
                + " missing: reason, names: {measurement: \"{thing}\", tags: {lab: blue}, field:"
                + " v}");
    assertEquals(new ChannelNames("{thing}", Map.of("lab", "blue"), "v"), sink.names());
    assertEquals(InfluxSettings.From.time(Instant.parse("2026-06-26T13:52:00Z")), sink.from());
    assertEquals(true, sink.reasons());
    assertEquals(
        InfluxSettings.From.BEGINNING,
        sink("version: 3, url: \"http://a\", database: gas, from: beginning").from());
  }

  @Test
  void sinksWithoutANameAreNumbered() {
    var two =
        read(
            """
            sinks:
            - {kind: influxdb, version: 3, url: "http://a", database: a}
            - {kind: influxdb, version: 3, url: "http://a", database: b, name: cloud}
            - {kind: influxdb, version: 3, url: "http://a", database: c}
            """);
    assertEquals(
        List.of("influxdb", "cloud", "influxdb-2"),
        Assembly.sinks(two.usable()).stream().map(InfluxSettings::name).toList());
  }

  @Test
  void whatIsWrongIsToldInItsPlace() {
    var good = "version: 1, url: \"http://a\", database: lab";
    assertEquals(List.of(), problems(good));
    assertEquals(
        List.of("4:29: 4 is no version of InfluxDB; expected 1, 2, 3"),
        problems(good.replace("version: 1", "version: 4")));
    assertEquals(
        List.of("4:29: the key 'database' is missing, which version 1 needs"),
        problems("version: 1, url: \"http://a\""));
    assertEquals(
        List.of(
            "4:69: version 1 has no 'org'; expected database, password, retention-policy, user"),
        problems(good + ", org: infn"));
    assertEquals(
        List.of("4:70: 'user' and 'password' belong together; one is missing"),
        problems(good + ", user: anna"));
    assertEquals(
        List.of(
            "4:71: the key 'location' is missing, which 'names: picosec' needs: the tag of the"
                + " existing points"),
        problems(good + ", names: picosec"));
    assertEquals(
        List.of("4:71: 'picosek' is not known here; expected usual, picosec"),
        problems(good + ", names: picosek"));
    assertEquals(
        List.of("4:74: only 'names: picosec' has a location"), problems(good + ", location: gas"));
    assertEquals(
        List.of("4:71: '{thng}' stands for nothing; did you mean 'thing'?"),
        problems(good + ", names: {measurement: \"{thng}\"}"));
    assertEquals(
        List.of(
            "4:75: there is no instrument 'gass'; did you mean 'gas'?",
            "4:84: 'gas' matches no channel; expected an id or a pattern such as gas/**"),
        problems(good + ", channels: [gass/**, gas]"));
    assertEquals(
        List.of(
            "4:70: '-2h' is no beginning; expected now, beginning, or a time such as 2026-06-26"
                + " 15:52"),
        problems(good + ", from: -2h"));
    assertEquals(
        List.of("4:70: 'Cloud' is no name for a sink; expected lower case letters, digits, . _ -"),
        problems(good + ", name: Cloud"));
    assertEquals(
        List.of("4:64: unknown key 'chanels'; did you mean 'channels'?"),
        problems(good + ", chanels: [gas/**]"));
  }

  @Test
  void whatCannotBeSentIsRefusedAndNoSecretShown() {
    var good = "version: 2, url: \"http://a\", org: o, bucket: b, token: ";
    assertEquals(List.of(), problems(good + "abc=="));
    for (var token : List.of("\"\"", "\"s3c\\nret\"", "\"s3c ret\"", "\"s3crét\"")) {
      assertEquals(
          List.of("4:75: this is no token: it is empty, or has a blank, a line break or the like"),
          problems(good + token));
    }
    assertEquals(
        List.of("4:59: the key 'database' is empty"),
        problems("version: 1, url: \"http://a\", database: \" \""));
    assertEquals(
        List.of("4:37: this is no address; expected such as http://10.0.0.7:8086"),
        problems("version: 1, url: \"http://a:99999\", database: lab"));
    assertEquals(
        List.of("4:70: no name of a user has a colon"),
        problems("version: 1, url: \"http://a\", database: lab, user: \"a:b\", password: c"));
  }

  @Test
  void twoSinksOfOneNameAndAnUnknownKindAreFound() {
    var problems =
        read("""
        sinks:
        - {kind: influxdb, version: 3, url: "http://a", database: a}
        - {kind: influxdb, version: 3, url: "http://a", database: b, name: influxdb}
        - {kind: influx, version: 3, url: "http://a"}
        """)
            .problems();
    assertEquals(
        List.of(
            "there is another sink 'influxdb'; give each its own name",
            "'influx' is no known kind; did you mean 'influxdb'?"),
        problems.stream().map(Problem::text).toList());
  }

  @Test
  void anAddressThatIsNoneIsNotShown() {
    for (var url : List.of("http://anna:s3cret@ho st", "anna:s3cret@host", "${TOKEN}")) {
      var problems = problems("version: 1, database: lab, url: \"" + url + "\"");
      assertEquals(1, problems.size(), problems::toString);
      assertFalse(problems.getFirst().contains("s3cret"), problems::toString);
    }
  }
}
