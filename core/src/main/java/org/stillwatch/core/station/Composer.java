package org.stillwatch.core.station;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.stillwatch.core.notice.Curve;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.outbox.Summary;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.StationView.ChannelStatus;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.ReadingStore;

/** Makes the message for entries of the outbox: links, and what a notifier wants attached. */
final class Composer {

  private static final int POINTS = 600;

  private final ReadingStore store;
  private final AckLinks links;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Function<String, List<ChannelStatus>> sets;
  private final Function<ChannelId, Optional<ChannelStatus>> channels;
  private final Function<Notice, List<Double>> limits;
  private final Function<Notice, Optional<String>> open;
  private final RunReports reports;

  /**
   * @param sets the channels of a snapshot set, by its name
   * @param channels what is known of a channel
   * @param limits of the rule that a notice is about, in the unit of its channel
   * @param open the id of the alarm that a notice tells of, while someone should acknowledge it
   * @param reports of runs
   */
  Composer(
      ReadingStore store,
      AckLinks links,
      ZoneId zone,
      InstantSource clock,
      Function<String, List<ChannelStatus>> sets,
      Function<ChannelId, Optional<ChannelStatus>> channels,
      Function<Notice, List<Double>> limits,
      Function<Notice, Optional<String>> open,
      RunReports reports) {
    this.store = store;
    this.links = links;
    this.zone = zone;
    this.clock = clock;
    this.sets = sets;
    this.channels = channels;
    this.limits = limits;
    this.open = open;
    this.reports = reports;
  }

  Message compose(List<OutboxEntry> entries, StationPlan.Way way) {
    var notices = entries.stream().map(OutboxEntry::notice).toList();
    boolean single = notices.size() == 1;
    var notice = single ? notices.getFirst() : Summary.of(notices, zone);
    return new Message(
        notice,
        single ? List.of() : notices,
        entries.stream().anyMatch(OutboxEntry::unsure),
        single ? acknowledge(notice) : Optional.empty(),
        links.page("#alarms"),
        way.table().map(this::table).orElse(List.of()),
        way.plot().flatMap(length -> curve(notice, length)),
        single ? reports.with(notice, links::page) : List.of());
  }

  private Optional<URI> acknowledge(Notice notice) {
    return notice.kind() == Notice.Kind.CLEARED
        ? Optional.empty()
        : open.apply(notice).flatMap(alarm -> links.link(alarm, clock.instant()));
  }

  private List<Message.TableRow> table(String set) {
    var rows = new ArrayList<Message.TableRow>();
    for (var status : sets.apply(set)) {
      status
          .latest()
          .ifPresent(
              latest ->
                  rows.add(
                      new Message.TableRow(
                          status.channel().id().name(),
                          value(status.channel(), latest) + (status.stale() ? " (stale)" : ""))));
    }
    return rows;
  }

  private static String value(Channel channel, Reading latest) {
    return switch (latest) {
      case Reading.Measured measured -> channel.textWithUnit(measured.value());
      case Reading.Missing missing -> "- (" + missing.reason() + ")";
    };
  }

  private Optional<Curve> curve(Notice notice, Duration length) {
    return notice
        .about()
        .flatMap(about -> channels.apply(about.channel()))
        .map(
            status -> {
              var to = notice.time();
              var from = to.minus(length);
              var points =
                  store.trend(status.channel().id(), from, to.plusSeconds(1), POINTS).stream()
                      .map(Composer::point)
                      .toList();
              return new Curve(status.channel(), from, to, points, limits.apply(notice));
            })
        .filter(curve -> !curve.points().isEmpty());
  }

  private static Curve.Point point(ReadingStore.Bucket bucket) {
    return new Curve.Point(bucket.start(), finite(bucket.min()), finite(bucket.max()));
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
