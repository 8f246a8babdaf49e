package org.stillwatch.notifiers.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Hides secrets in what a server or a program said. */
public final class Mask {

  private static final String HIDDEN = "\u2026";

  /** Shorter words are no secrets and would mangle every sentence. */
  private static final int SHORTEST_SECRET = 4;

  private static final int EXCERPT_CHARACTERS = 200;

  private final Set<String> secrets;
  private final List<Pattern> patterns;

  public Mask(Collection<String> secrets) {
    this.secrets = new TreeSet<>(secrets);
    this.secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
    // the longest first, so that no part of one is left over
    this.patterns =
        this.secrets.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(
                secret ->
                    Pattern.compile(
                        Pattern.quote(secret), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
            .toList();
  }

  /** One that hides more. */
  public Mask and(Collection<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new TreeSet<>(secrets);
    all.addAll(more);
    return new Mask(all);
  }

  /** The begin of what was said, on one line and without secrets. Empty when nothing was said. */
  public String excerpt(String said) {
    var text = said;
    for (var pattern : patterns) {
      text = pattern.matcher(text).replaceAll(HIDDEN);
    }
    return Cut.toLength(Words.line(text), EXCERPT_CHARACTERS);
  }
}
