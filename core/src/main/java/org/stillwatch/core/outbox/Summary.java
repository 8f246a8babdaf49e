package org.stillwatch.core.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Words;

/** Puts several notices into one. Pure. */
public final class Summary {

  private static final int IN_TITLE = 2;

  private Summary() {}

  /**
   * One notice that stands for all of them: each rule is named with its last value.
   *
   * @param notices two or more, in the order in which they happened
   */
  public static Notice of(List<Notice> notices, ZoneId zone) {
    var byRule = new LinkedHashMap<String, List<Notice>>();
    for (var notice : notices) {
      byRule
          .computeIfAbsent(notice.rule().orElse(notice.id()), rule -> new ArrayList<>())
          .add(notice);
    }
    var last = notices.stream().max(Comparator.comparing(Notice::time)).orElseThrow();
    return new Notice(
        NoticeId.of(
            last.station(),
            "summary",
            "",
            last.time(),
            notices.stream().map(Notice::id).toList().toString()),
        last.time(),
        last.station(),
        kind(byRule),
        notices.stream().map(Notice::severity).max(Comparator.naturalOrder()).orElseThrow(),
        title(notices, byRule),
        text(byRule, zone),
        Optional.empty(),
        Optional.empty(),
        notices.stream().anyMatch(Notice::late));
  }

  /** An alarm when any rule ended in alarm; cleared when all ended well. */
  private static Notice.Kind kind(Map<String, List<Notice>> byRule) {
    var ends = byRule.values().stream().map(List::getLast).map(Notice::kind).distinct().toList();
    return ends.contains(Notice.Kind.ALARM) || ends.size() > 1
        ? Notice.Kind.ALARM
        : ends.getFirst();
  }

  private static String title(List<Notice> notices, Map<String, List<Notice>> byRule) {
    var first = notices.stream().map(Notice::time).min(Comparator.naturalOrder()).orElseThrow();
    var last = notices.stream().map(Notice::time).max(Comparator.naturalOrder()).orElseThrow();
    var gravest =
        byRule.values().stream()
            .map(List::getLast)
            .sorted(Comparator.comparing(Notice::severity, Comparator.reverseOrder()))
            .limit(IN_TITLE)
            .map(Notice::title)
            .toList();
    var rest = byRule.size() - gravest.size();
    return notices.size()
        + " more in "
        + span(first, last)
        + ": "
        + String.join("; ", gravest)
        + (rest > 0 ? "; ..." : "");
  }

  private static String span(Instant first, Instant last) {
    var length = Duration.between(first, last);
    return Words.length(length.isZero() ? Duration.ofSeconds(1) : length);
  }

  private static String text(Map<String, List<Notice>> byRule, ZoneId zone) {
    var lines = new ArrayList<String>();
    byRule.forEach(
        (rule, told) -> {
          var last = told.getLast();
          var line = new StringBuilder();
          if (last.rule().isPresent()) {
            line.append(rule).append(": ");
          }
          line.append(last.title())
              .append(" [")
              .append(word(last))
              .append(", ")
              .append(Words.time(last.time(), zone));
          if (told.size() > 1) {
            line.append(", ").append(told.size()).append(" times");
          }
          line.append("] ").append(last.text().lines().findFirst().orElse(""));
          lines.add(line.toString().strip());
        });
    return String.join("\n", lines);
  }

  private static String word(Notice notice) {
    return notice.kind() == Notice.Kind.CLEARED || notice.severity() == Severity.INFO
        ? notice.kind().word()
        : notice.severity().word().toLowerCase(Locale.ROOT);
  }
}
