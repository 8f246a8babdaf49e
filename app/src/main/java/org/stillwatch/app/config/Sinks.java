package org.stillwatch.app.config;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillwatch.app.config.StationFile.MissingReadings;
import org.stillwatch.app.config.StationFile.NamesKeys;
import org.stillwatch.app.config.StationFile.SinkKeys;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.station.Pipeline;
import org.stillwatch.core.station.Sink;
import org.stillwatch.stores.influx.ChannelNames;
import org.stillwatch.stores.influx.InfluxServer;
import org.stillwatch.stores.influx.InfluxSettings;
import org.stillwatch.stores.influx.InfluxSink;
import org.stillwatch.stores.influx.Naming;
import org.stillwatch.stores.influx.PicosecNames;

/** {@code sinks:}, where what is stored is carried on to. */
final class Sinks {

  private static final String KIND = "influxdb";
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private final Binder binder;
  private final Collection<String> instruments;

  /**
   * @param instruments the names that the file declares
   */
  Sinks(Binder binder, Collection<String> instruments) {
    this.binder = binder;
    this.instruments = instruments;
  }

  /** A part that cannot be made of the keys, and which of them is the cause. */
  private static final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String key;

    Unfit(String key, String sentence) {
      super(sentence);
      this.key = key;
    }
  }

  void check(StationFile station) {
    var seen = new HashSet<String>();
    var names = names(station.sinks());
    for (int i = 0; i < station.sinks().size(); i++) {
      var path = "sinks." + i;
      var keys = station.sinks().get(i);
      if (!keys.kind().equals(KIND)) {
        binder.problem(
            path + ".kind",
            "'"
                + keys.kind()
                + "' is no known kind; "
                + Binder.nearest(keys.kind(), List.of(KIND)));
        continue;
      }
      var name = names.get(i);
      if (!NAME.matcher(name).matches()) {
        binder.problem(
            path + ".name",
            "'" + name + "' is no name for a sink; expected lower case letters, digits, . _ -");
      }
      if (!seen.add(name)) {
        binder.problem(
            path + ".name", "there is another sink '" + name + "'; give each its own name");
      }
      part(path, () -> server(keys));
      part(path, () -> naming(keys));
      part(path, () -> from(keys, station.station().zone()));
      for (int j = 0; j < keys.channels().size(); j++) {
        channels(station, keys.channels().get(j), path + ".channels." + j);
      }
    }
  }

  private void part(String path, Runnable part) {
    try {
      part.run();
    } catch (Unfit e) {
      binder.problem(path + "." + e.key, String.valueOf(e.getMessage()));
    }
  }

  /** A pattern that names an instrument must name one that is there. */
  private void channels(StationFile station, ChannelPattern pattern, String path) {
    int slash = pattern.text().indexOf('/');
    var first = slash < 0 ? pattern.text() : pattern.text().substring(0, slash);
    boolean derived =
        station.derived().stream().anyMatch(derivation -> pattern.matches(derivation.id()));
    if (!first.contains("*")
        && !derived
        && !instruments.contains(first)
        && !first.equals(Pipeline.OWN)) {
      binder.problem(
          path,
          "there is no instrument '"
              + first
              + "'; "
              + Binder.nearest(first, List.copyOf(instruments)));
    } else if (slash < 0 && !first.contains("**")) {
      binder.problem(
          path,
          "'"
              + pattern.text()
              + "' matches no channel; expected an id or a pattern such as "
              + (first.contains("*") ? "gas" : first)
              + "/**");
    } else if (!pattern.text().contains("*")) {
      try {
        var id = new ChannelId(pattern.text());
      } catch (IllegalArgumentException e) {
        binder.problem(path, String.valueOf(e.getMessage()));
      }
    }
  }

  /** As given; else by kind, and numbered from the second on. */
  private static List<String> names(List<SinkKeys> sinks) {
    var names = new ArrayList<String>();
    int unnamed = 0;
    for (var keys : sinks) {
      if (keys.name().isEmpty()) {
        unnamed++;
      }
      names.add(keys.name().orElse(unnamed == 1 ? KIND : KIND + "-" + unnamed));
    }
    return names;
  }

  /** All of a file that was checked. */
  static List<InfluxSettings> settings(StationFile station) {
    var names = names(station.sinks());
    var all = new ArrayList<InfluxSettings>();
    for (int i = 0; i < station.sinks().size(); i++) {
      var keys = station.sinks().get(i);
      all.add(
          new InfluxSettings(
              names.get(i),
              server(keys),
              naming(keys),
              keys.channels(),
              from(keys, station.station().zone()),
              keys.missing().filter(MissingReadings.REASON::equals).isPresent()));
    }
    return all;
  }

  static Map<String, Sink.Opening> openings(StationFile station) {
    var openings = new LinkedHashMap<String, Sink.Opening>();
    settings(station).forEach(each -> openings.put(each.name(), InfluxSink.opening(each)));
    return openings;
  }

  private static InfluxServer server(SinkKeys keys) {
    var address = address(keys.url());
    return switch (keys.version()) {
      case 1 -> {
        only(keys, Set.of("database", "retention-policy", "user", "password"));
        yield new InfluxServer.V1(
            address.base(),
            need(keys.database(), "database", keys),
            keys.retentionPolicy(),
            login(keys).or(address::login));
      }
      case 2 -> {
        only(keys, Set.of("org", "bucket", "token"));
        noLogin(address);
        yield new InfluxServer.V2(
            address.base(),
            need(keys.org(), "org", keys),
            need(keys.bucket(), "bucket", keys),
            token(need(keys.token(), "token", keys)));
      }
      case 3 -> {
        only(keys, Set.of("database", "bucket", "token"));
        noLogin(address);
        if (keys.database().isPresent() && keys.bucket().isPresent()) {
          throw new Unfit("bucket", "a database is given already; in version 3 both are the same");
        }
        yield new InfluxServer.V3(
            address.base(),
            need(keys.database().or(keys::bucket), "database", keys),
            keys.token().map(Sinks::token));
      }
      default ->
          throw new Unfit(
              "version", keys.version() + " is no version of InfluxDB; expected 1, 2, 3");
    };
  }

  private static InfluxServer.Address address(Secret url) {
    try {
      return InfluxServer.Address.of(url);
    } catch (IllegalArgumentException e) {
      throw new Unfit("url", String.valueOf(e.getMessage()));
    }
  }

  private static void noLogin(InfluxServer.Address address) {
    if (address.login().isPresent()) {
      throw new Unfit(
          "url", "user and password before the host are of version 1; expected the key 'token'");
    }
  }

  private static Optional<InfluxServer.Login> login(SinkKeys keys) {
    if (keys.user().isPresent() != keys.password().isPresent()) {
      throw new Unfit(
          keys.user().isPresent() ? "user" : "password",
          "'user' and 'password' belong together; one is missing");
    }
    if (keys.user().filter(user -> user.contains(":")).isPresent()) {
      throw new Unfit("user", "no name of a user has a colon");
    }
    return keys.user()
        .flatMap(user -> keys.password().map(password -> new InfluxServer.Login(user, password)));
  }

  private static <T> T need(Optional<T> value, String key, SinkKeys keys) {
    var given =
        value.orElseThrow(
            () ->
                new Unfit(
                    "version",
                    "the key '"
                        + key
                        + "' is missing, which version "
                        + keys.version()
                        + " needs"));
    if (given.toString().isBlank()) {
      throw new Unfit(key, "the key '" + key + "' is empty");
    }
    return given;
  }

  /** A token goes into a line of its own: it is never shown, also when it does not fit there. */
  private static Secret token(Secret token) {
    if (!TOKEN.matcher(token.reveal()).matches()) {
      throw new Unfit(
          "token", "this is no token: it is empty, or has a blank, a line break or the like");
    }
    return token;
  }

  /** What tells where to write belongs to a version. */
  private static void only(SinkKeys keys, Set<String> known) {
    var given = new LinkedHashMap<String, Optional<?>>();
    given.put("database", keys.database());
    given.put("retention-policy", keys.retentionPolicy());
    given.put("user", keys.user());
    given.put("password", keys.password());
    given.put("org", keys.org());
    given.put("bucket", keys.bucket());
    given.put("token", keys.token());
    given.forEach(
        (key, value) -> {
          if (value.isPresent() && !known.contains(key)) {
            throw new Unfit(
                key,
                "version "
                    + keys.version()
                    + " has no '"
                    + key
                    + "'; expected "
                    + String.join(", ", known.stream().sorted().toList()));
          }
        });
  }

  private static Naming naming(SinkKeys keys) {
    NamesKeys names = keys.names().orElse(NamesKeys.Known.USUAL);
    if (names != NamesKeys.Known.PICOSEC && keys.location().isPresent()) {
      throw new Unfit("location", "only 'names: picosec' has a location");
    }
    try {
      return switch (names) {
        case NamesKeys.Known known ->
            switch (known) {
              case USUAL -> ChannelNames.USUAL;
              case PICOSEC ->
                  new PicosecNames(
                      keys.location()
                          .orElseThrow(
                              () ->
                                  new Unfit(
                                      "names",
                                      "the key 'location' is missing, which 'names: picosec'"
                                          + " needs: the tag of the existing points")));
            };
        case NamesKeys.Own own ->
            new ChannelNames(
                own.measurement(), own.tags(), own.field().orElse(ChannelNames.USUAL.field()));
      };
    } catch (Unfit e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new Unfit(
          names == NamesKeys.Known.PICOSEC ? "location" : "names", String.valueOf(e.getMessage()));
    }
  }

  private static InfluxSettings.From from(SinkKeys keys, ZoneId zone) {
    var text = keys.from().orElse("now").strip();
    return switch (text) {
      case "now" -> InfluxSettings.From.NOW;
      case "beginning" -> InfluxSettings.From.BEGINNING;
      default -> {
        try {
          if (text.startsWith("-")) {
            throw new IllegalArgumentException("a time that moves with the clock is no beginning");
          }
          yield InfluxSettings.From.time(Times.parse(text, zone, Instant.EPOCH));
        } catch (IllegalArgumentException e) {
          throw new Unfit(
              "from",
              "'"
                  + text
                  + "' is no beginning; expected now, beginning, or a time such as"
                  + " 2026-06-26 15:52");
        }
      }
    };
  }
}
