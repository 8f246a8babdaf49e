package org.stillwatch.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Keeps other people's web pages away from the station. A page elsewhere may resolve its own name
 * to our address (DNS rebinding), so the {@code Host} must be a name of ours; it may also post
 * forms to us, so a POST must carry JSON and come from our own page, or from no page at all.
 */
final class RequestGuard {

  private static final Pattern IP_LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.%]+]");

  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]", "*", "");

  private final Set<String> hosts;
  private final boolean everyNetwork;

  /**
   * @param bind the address that the server listens on
   */
  RequestGuard(String bind) {
    hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    everyNetwork = WILDCARDS.contains(bind);
    if (everyNetwork) {
      ownName().ifPresent(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    } else {
      hosts.add(bracketed(bind.toLowerCase(Locale.ROOT)));
    }
  }

  static boolean isWildcard(String bind) {
    return WILDCARDS.contains(bind);
  }

  /** An IPv6 address as it stands in a URI. */
  static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static Optional<String> ownName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws Refusal when the request was meant for somebody else
   */
  void checkHost(Optional<String> header) {
    var host = header.map(RequestGuard::withoutPort).orElse("");
    boolean ours = hosts.contains(host) || (everyNetwork && IP_LITERAL.matcher(host).matches());
    if (!ours) {
      throw new Refusal(
          421,
          "this station does not answer as '%s'; use the address that it printed at its start"
              .formatted(host));
    }
  }

  /**
   * @param host as the request has it, with its port
   * @param fetchSite {@code Sec-Fetch-Site}, which browsers send
   * @throws Refusal when the request comes from another page or carries something else than JSON
   */
  void checkPost(
      Optional<String> contentType,
      Optional<String> origin,
      Optional<String> host,
      Optional<String> fetchSite) {
    boolean foreign =
        origin.filter(from -> !sameOrigin(from, host.orElse(""))).isPresent()
            || fetchSite.filter(site -> !Set.of("same-origin", "none").contains(site)).isPresent();
    if (foreign) {
      throw new Refusal(
          403,
          "a page of %s may not ask this station for anything"
              .formatted(origin.orElse("another site")));
    }
    var type = contentType.map(text -> text.split(";")[0].strip()).orElse("none");
    if (!type.equalsIgnoreCase("application/json")) {
      throw new Refusal(415, "the content type is " + type + "; expected application/json");
    }
  }

  private static boolean sameOrigin(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  private static String withoutPort(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    int end = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
    return end > 0 ? lower.substring(0, end) : lower;
  }
}
