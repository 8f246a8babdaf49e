package org.stillwatch.notifiers.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.notifiers.text.Mask;

/**
 * Where to post. The host may be shown; path and query hold tokens in most services and never are.
 */
public final class SecretAddress {

  private static final String HIDDEN = "\u2026";

  private final URI uri;
  private final Mask mask;

  private SecretAddress(URI uri, Set<String> secrets) {
    this.uri = uri;
    this.mask = new Mask(secrets);
  }

  /**
   * @param url an http or https address
   * @param others secrets that travel with it, such as the values of headers
   * @throws IllegalArgumentException with one sentence that does not show the address
   */
  public static SecretAddress of(Secret url, Collection<Secret> others) {
    URI uri;
    try {
      uri = URI.create(new URI(url.reveal().strip()).toASCIIString());
    } catch (URISyntaxException notShown) {
      throw unusable("cannot be read as a web address");
    }
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw unusable("does not begin with http:// or https://");
    }
    if (uri.getHost() == null || uri.getPort() > 65535 || uri.getPort() == 0) {
      throw unusable("has no usable host name or port");
    }
    if (uri.getRawUserInfo() != null) {
      throw unusable("holds a user name or password, which belong in an Authorization header");
    }
    var secrets = new TreeSet<String>();
    add(secrets, uri.getRawPath());
    if (uri.getRawQuery() != null) {
      add(secrets, uri.getRawQuery());
    }
    for (var other : others) {
      add(secrets, other.reveal());
    }
    return new SecretAddress(uri, secrets);
  }

  private static void add(Set<String> secrets, String text) {
    secrets.add(text);
    // tokens contain no separators, so what is quoted in another form is still found by its parts
    for (var part : text.split("[/?&=;,:\\s]+")) {
      secrets.add(part);
      try {
        secrets.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException notEncoded) {
        // then the part itself is all there is
      }
    }
  }

  private static IllegalArgumentException unusable(String why) {
    return new IllegalArgumentException(
        "url " + why + "; expected https://host/path (it is a secret and not shown here)");
  }

  URI uri() {
    return uri;
  }

  /** With more of a query, which is encoded already; as it is when there is none. */
  URI uri(String query) {
    return query.isEmpty()
        ? uri
        : URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + query);
  }

  /** Hides everything of this address but its host. */
  Mask mask() {
    return mask;
  }

  /** The host, and the port where one is given: {@code hooks.slack.com/…}. */
  public String masked() {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/" + HIDDEN;
  }
}
