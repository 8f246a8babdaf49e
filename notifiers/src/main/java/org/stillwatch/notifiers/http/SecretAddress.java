package org.stillwatch.notifiers.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.stillwatch.core.notice.Secret;

/**
 * Where to post. The host may be shown; path and query hold tokens in most services and never are.
 */
public final class SecretAddress {

  private static final String HIDDEN = "\u2026";

  /** Shorter parts, such as {@code v2}, are no secrets and would mangle every sentence. */
  private static final int SHORTEST_SECRET = 4;

  private static final int EXCERPT_CHARACTERS = 200;

  private final URI uri;
  private final List<Pattern> secrets;

  private SecretAddress(URI uri, Set<String> secrets) {
    this.uri = uri;
    this.secrets =
        secrets.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(
                part ->
                    Pattern.compile(
                        Pattern.quote(part), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
            .toList();
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
    secrets.removeIf(part -> part.length() < SHORTEST_SECRET);
  }

  private static IllegalArgumentException unusable(String why) {
    return new IllegalArgumentException(
        "url " + why + "; expected https://host/path (it is a secret and not shown here)");
  }

  URI uri() {
    return uri;
  }

  /** The host, and the port where one is given: {@code hooks.slack.com/…}. */
  public String masked() {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/" + HIDDEN;
  }

  /**
   * The begin of what a server said, on one line, without anything of this address but its host.
   * Empty when it said nothing.
   */
  public String excerpt(String said) {
    var text = said;
    for (var secret : secrets) {
      text = secret.matcher(text).replaceAll(HIDDEN);
    }
    text = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (text.length() <= EXCERPT_CHARACTERS) {
      return text;
    }
    int end = EXCERPT_CHARACTERS;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "...";
  }
}
