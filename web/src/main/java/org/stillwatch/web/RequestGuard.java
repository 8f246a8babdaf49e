package org.stillwatch.web;

import java.net.InetAddress;
import java.net.URI;
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
  private final Optional<URI> publicUrl;
  private final boolean hasUsers;
  private final boolean tls;

  RequestGuard(WebSettings settings) {
    var bind = settings.bind();
    publicUrl = settings.publicUrl().filter(url -> url.getHost() != null);
    hasUsers = !settings.users().isEmpty();
    hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    tls = settings.tls().isPresent();
    settings.tls().ifPresent(key -> key.names().forEach(this::certified));
    everyNetwork = WILDCARDS.contains(bind);
    if (everyNetwork) {
      ownName().ifPresent(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    } else {
      hosts.add(bracketed(bind.toLowerCase(Locale.ROOT)));
    }
  }

  /** Who reaches us by a name of our certificate has asked for us: nobody else can show it. */
  private void certified(String name) {
    hosts.add(name.toLowerCase(Locale.ROOT));
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
   * The public name is ours as well. Without users whoever gets in may do everything, so that from
   * outside only the pages of signed links are served then.
   *
   * @param link whether a page of a signed link is asked for
   * @throws Refusal when the request was meant for somebody else
   */
  void checkHost(Optional<String> header, boolean link) {
    var host = header.map(RequestGuard::withoutPort).orElse("");
    boolean ours =
        hosts.contains(host)
            || hosts.contains(host.replaceFirst("^[^.]+", "*"))
            || (everyNetwork && IP_LITERAL.matcher(host).matches())
            || ((hasUsers || link)
                && publicUrl.filter(url -> host.equalsIgnoreCase(url.getHost())).isPresent());
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
    checkOrigin(origin, host, fetchSite);
    checkType(contentType, "application/json");
  }

  /**
   * The form of a signed link. A browser calls the origin of our own form {@code null}, since our
   * pages send no referrer; that is no gap, for whoever can send this form knows the link.
   *
   * @throws Refusal when the form is of another page
   */
  void checkForm(
      Optional<String> contentType,
      Optional<String> origin,
      Optional<String> host,
      Optional<String> fetchSite) {
    checkOrigin(origin.filter(from -> !from.equals("null")), host, fetchSite);
    checkType(contentType, "application/x-www-form-urlencoded");
  }

  /**
   * A call of XML-RPC. A browser asks first before it sends this type for the page of another
   * origin, and is not allowed to.
   *
   * @throws Refusal when it comes from another page or carries something else
   */
  void checkXml(
      Optional<String> contentType,
      Optional<String> origin,
      Optional<String> host,
      Optional<String> fetchSite) {
    checkOrigin(origin, host, fetchSite);
    checkType(contentType, "text/xml");
  }

  private void checkOrigin(
      Optional<String> origin, Optional<String> host, Optional<String> fetchSite) {
    boolean foreign =
        origin.filter(from -> !sameOrigin(from, host.orElse(""))).isPresent()
            || fetchSite.filter(site -> !Set.of("same-origin", "none").contains(site)).isPresent();
    if (foreign) {
      throw new Refusal(
          403,
          "a page of %s may not ask this station for anything"
              .formatted(origin.orElse("another site")));
    }
  }

  private static void checkType(Optional<String> contentType, String expected) {
    var type = contentType.map(text -> text.split(";")[0].strip()).orElse("none");
    if (!type.equalsIgnoreCase(expected)) {
      throw new Refusal(415, "the content type is " + type + "; expected " + expected);
    }
  }

  /** A proxy may put its own host in place of the public one. */
  private boolean sameOrigin(String origin, String host) {
    return (!tls && origin.equalsIgnoreCase("http://" + host))
        || origin.equalsIgnoreCase("https://" + host)
        || publicUrl
            .map(url -> url.getScheme() + "://" + url.getAuthority())
            .filter(origin::equalsIgnoreCase)
            .isPresent();
  }

  private static String withoutPort(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    int end = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
    return end > 0 ? lower.substring(0, end) : lower;
  }
}
