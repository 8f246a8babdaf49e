package org.stillwatch.stores.influx;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stillwatch.core.notice.Secret;

/**
 * Where points are written, and who writes them. The three versions differ in path, names and
 * {@code Authorization} alone. Paths and parameters: InfluxData's API documents of {@code /write}
 * (v1), {@code /api/v2/write} and {@code /api/v3/write_lp}.
 */
public sealed interface InfluxServer {

  /** {@code http://host:8086}, perhaps with a path before that of the interface. */
  URI base();

  /** The address that takes points, which holds no secret. */
  URI write();

  /** What to send as {@code Authorization}; empty when nobody has to log in. */
  Optional<Secret> authorization();

  /** What must never be shown, also when the server says it. */
  Stream<Secret> secrets();

  /** For people: {@code InfluxDB 1 at http://10.0.0.7:8086, database lab}. */
  String words();

  /** Who writes to a server of version 1. */
  record Login(String user, Secret password) {

    /** Both as they travel, which anyone can read back. */
    Secret encoded() {
      var both = user + ":" + password.reveal();
      return new Secret(Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * Version 1, and others that take the same: VictoriaMetrics, QuestDB.
   *
   * @param retention the name of a retention policy; empty: that which the database usually has
   */
  record V1(URI base, String database, Optional<String> retention, Optional<Login> login)
      implements InfluxServer {
    @Override
    public URI write() {
      return address(
          base,
          "/write",
          "db="
              + encoded(database)
              + retention.map(rp -> "&rp=" + encoded(rp)).orElse("")
              + "&precision=ns");
    }

    @Override
    public Optional<Secret> authorization() {
      return login.map(each -> new Secret("Basic " + each.encoded().reveal()));
    }

    @Override
    public Stream<Secret> secrets() {
      return login.stream().flatMap(each -> Stream.of(each.encoded(), each.password()));
    }

    @Override
    public String words() {
      return "InfluxDB 1 at " + base + ", database " + database;
    }
  }

  /** Version 2, also in the cloud. */
  record V2(URI base, String org, String bucket, Secret token) implements InfluxServer {
    @Override
    public URI write() {
      return address(
          base,
          "/api/v2/write",
          "org=" + encoded(org) + "&bucket=" + encoded(bucket) + "&precision=ns");
    }

    @Override
    public Optional<Secret> authorization() {
      return Optional.of(new Secret("Token " + token.reveal()));
    }

    @Override
    public Stream<Secret> secrets() {
      return Stream.of(token);
    }

    @Override
    public String words() {
      return "InfluxDB 2 at " + base + ", bucket " + bucket;
    }
  }

  /**
   * Version 3.
   *
   * @param token empty for a server that was started without authorization
   */
  record V3(URI base, String database, Optional<Secret> token) implements InfluxServer {
    @Override
    public URI write() {
      return address(base, "/api/v3/write_lp", "db=" + encoded(database) + "&precision=nanosecond");
    }

    @Override
    public Optional<Secret> authorization() {
      return token.map(each -> new Secret("Bearer " + each.reveal()));
    }

    @Override
    public Stream<Secret> secrets() {
      return token.stream();
    }

    @Override
    public String words() {
      return "InfluxDB 3 at " + base + ", database " + database;
    }
  }

  /** An address with what stood before its host. */
  record Address(URI base, Optional<Login> login) {

    private static final Pattern USER = Pattern.compile("([^:]*):(.*)");

    /**
     * @param text {@code http://host:8086} or {@code https://user:password@host}
     * @throws IllegalArgumentException with one sentence that shows no secret
     */
    public static Address of(Secret text) {
      URI given;
      try {
        given = new URI(text.reveal().strip());
      } catch (URISyntaxException notShown) {
        // the exception quotes the address
        throw none();
      }
      var scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
      if (!List.of("http", "https").contains(scheme)
          || given.getHost() == null
          || given.getPort() > 65_535) {
        throw none();
      }
      if (given.getRawQuery() != null || given.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "the address has more than host, port and path; database, bucket, user and token have"
                + " keys of their own");
      }
      var path = given.getRawPath() == null ? "" : given.getRawPath();
      while (path.endsWith("/")) {
        path = path.substring(0, path.length() - 1);
      }
      var port = given.getPort() < 0 ? "" : ":" + given.getPort();
      var base = URI.create(scheme + "://" + given.getHost() + port + path);
      return new Address(base, Optional.ofNullable(given.getUserInfo()).map(Address::login));
    }

    private static IllegalArgumentException none() {
      return new IllegalArgumentException(
          "this is no address; expected such as http://10.0.0.7:8086");
    }

    private static Login login(String info) {
      var match = USER.matcher(info);
      if (!match.matches() || match.group(1).isEmpty()) {
        throw new IllegalArgumentException(
            "what stands before the host is no user:password; use the keys user and password");
      }
      return new Login(match.group(1), new Secret(match.group(2)));
    }
  }

  private static URI address(URI base, String path, String query) {
    return URI.create(base + path + "?" + query);
  }

  private static String encoded(String text) {
    // a blank as %20 is read by every server, a plus is not
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
