package org.stillwatch.core.station;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Notice;

/** Some rules under trial, with a watch of their own. */
final class Trial {

  private final Map<String, RuleHistory> histories = new LinkedHashMap<>();
  private final RuleBook book;
  private final Watch watch;

  /**
   * @param book with the rules that are tried, and those alone
   */
  Trial(RuleBook book, Instant from, Instant to) {
    this.book = book;
    book.rules().forEach(rule -> histories.put(rule.name(), new RuleHistory(from, to)));
    watch = new Watch(book, Map.of(), this::crossed);
  }

  private void crossed(Rule rule, Side from, Side to, Notice notice, boolean silent) {
    var history = histories.get(rule.name());
    if (history != null) {
      history.crossed(rule, from, to, notice, silent);
    }
  }

  List<Rule> rules() {
    return book.rules();
  }

  RuleBook book() {
    return book;
  }

  Watch watch() {
    return watch;
  }

  /** What became of each rule, by its name; when no more rows come. */
  Map<String, RuleHistory> close() {
    histories.values().forEach(RuleHistory::close);
    return histories;
  }
}
