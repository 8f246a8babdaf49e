package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.station.BackTest.DeadBand;
import org.stillwatch.core.station.BackTest.Firing;
import org.stillwatch.core.station.BackTest.Report;
import org.stillwatch.core.station.BackTest.RuleReport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints the report of a back-test: for people, or one JSON object a rule. */
final class BacktestTable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FIRINGS_SHOWN = 20;
  private static final int DIGITS = 3;

  private final PrintWriter out;
  private final ZoneId zone;

  BacktestTable(PrintWriter out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  void print(Report report) {
    var length = Duration.between(report.from(), report.to());
    out.printf(
        Locale.ROOT,
        "%s to %s (%s, %s): %,d readings in %.1f s%n",
        Words.time(report.from(), zone),
        Words.time(report.to(), zone),
        Words.length(length),
        zone,
        report.readings(),
        report.took().toMillis() / 1e3);
    report.rules().forEach(rule -> print(rule, length));
  }

  private void print(RuleReport rule, Duration length) {
    out.println();
    out.println(rule.name() + rule.channel().map(channel -> "  " + channel).orElse(""));
    if (rule.broken().isPresent()) {
      out.println("  could not be judged: " + rule.broken().get());
      return;
    }
    out.printf(
        Locale.ROOT,
        "  fired %s, %s a day; in alarm for %s (%s %%)%n",
        rule.firings().size() == 1 ? "once" : "%,d times".formatted(rule.firings().size()),
        Numbers.rounded(rule.flapsPerDay(), 2),
        Words.length(rule.inAlarm()),
        Numbers.rounded(100.0 * rule.inAlarm().toMillis() / length.toMillis(), 2));
    for (var overlap : rule.overlaps()) {
      out.printf(
          Locale.ROOT,
          "  %,d of them while the station's rule '%s' was in alarm; together for %s%n",
          overlap.firings(),
          overlap.rule(),
          Words.length(overlap.together()));
    }
    rule.deadBand().map(BacktestTable::words).ifPresent(out::println);
    rule.firings().stream().limit(FIRINGS_SHOWN).forEach(this::print);
    if (rule.firings().size() > FIRINGS_SHOWN) {
      out.printf(
          Locale.ROOT, "  and %,d more; --json has all%n", rule.firings().size() - FIRINGS_SHOWN);
    }
  }

  private static String words(DeadBand band) {
    var unit = band.unit().isEmpty() ? "" : " " + band.unit();
    return "  dead band "
        + Numbers.plain(band.now())
        + unit
        + "; the noise of the channel is "
        + Numbers.rounded(band.noise(), DIGITS)
        + unit
        + (band.now() >= band.suggested()
            ? ", that is enough"
            : ", expected at least " + Numbers.plain(band.suggested()) + unit);
  }

  private void print(Firing firing) {
    out.printf(
        Locale.ROOT,
        "  %s  %-13s %-8s %s%s%n",
        Words.time(firing.raised(), zone),
        lasted(firing),
        firing.severity().word(),
        firing.title(),
        firing.value().isPresent()
            ? "  (" + Numbers.rounded(firing.value().getAsDouble(), 6) + ")"
            : "");
  }

  private static String lasted(Firing firing) {
    return firing
        .cleared()
        .map(
            end ->
                end.equals(firing.raised())
                    ? "-"
                    : Words.length(Duration.between(firing.raised(), end)))
        .orElse("still active");
  }

  void json(Report report) {
    report.rules().forEach(rule -> out.println(object(rule, report)));
  }

  private static ObjectNode object(RuleReport rule, Report report) {
    var object = JSON.createObjectNode();
    object.put("rule", rule.name());
    rule.channel().map(ChannelId::text).ifPresent(id -> object.put("channel", id));
    object.put("from", report.from().toString()).put("to", report.to().toString());
    rule.broken().ifPresent(why -> object.put("broken", why));
    object.put("inAlarmSeconds", seconds(rule.inAlarm())).put("flapsPerDay", rule.flapsPerDay());
    var firings = object.putArray("firings");
    for (var firing : rule.firings()) {
      var one =
          firings
              .addObject()
              .put("raised", firing.raised().toString())
              .put("cleared", firing.cleared().map(Instant::toString).orElse(null))
              .put("severity", firing.severity().word())
              .put("title", firing.title());
      firing.value().ifPresent(value -> one.put("value", value));
    }
    var overlaps = object.putArray("overlaps");
    for (var overlap : rule.overlaps()) {
      overlaps
          .addObject()
          .put("rule", overlap.rule())
          .put("firings", overlap.firings())
          .put("togetherSeconds", seconds(overlap.together()));
    }
    rule.deadBand()
        .ifPresent(
            band ->
                object
                    .putObject("deadBand")
                    .put("now", band.now())
                    .put("noise", band.noise())
                    .put("suggested", band.suggested())
                    .put("unit", band.unit()));
    return object;
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1e3;
  }
}
