package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.procedure.Goal;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * All that is known of a run: what a report is made of.
 *
 * @param station its name
 * @param zone in which people read times
 * @param until the end of the run; while it goes on, when this was put together
 * @param run with the course of its channels
 * @param earlier runs of the same procedure on the same fridge, the newest first
 * @param goals the thresholds that its steps wait for, in order
 * @param trends of the channels that it follows, by id
 * @param channels every channel of the station, for the units of what snapshots hold
 * @param snapshots taken meanwhile on that fridge, in order of time
 * @param notices told meanwhile, in order of time, without the one that tells of its end
 */
public record RunRecord(
    String station,
    ZoneId zone,
    Instant until,
    RunView run,
    List<RunView> earlier,
    List<Goal> goals,
    List<Trend> trends,
    Map<ChannelId, Channel> channels,
    List<StoredSnapshot> snapshots,
    List<Notice> notices) {

  public RunRecord {
    earlier = List.copyOf(earlier);
    goals = List.copyOf(goals);
    trends = List.copyOf(trends);
    channels = Map.copyOf(channels);
    snapshots = List.copyOf(snapshots);
    notices = List.copyOf(notices);
  }

  /** From the start of the run. */
  public Duration length() {
    return Duration.between(run.run().started(), until);
  }

  /**
   * What the store has of a channel over the run.
   *
   * @param buckets in order of time, empty ones left out
   */
  public record Trend(Channel channel, List<Bucket> buckets) {

    /** A pause of so many expected periods is a gap. */
    private static final int PERIODS = 3;

    public Trend {
      buckets = List.copyOf(buckets);
    }

    /** The stretches without any value, as exact as the buckets are. */
    public List<Gap> gaps(Instant from, Instant until) {
      var gaps = new ArrayList<Gap>();
      var since = from;
      var reason = "";
      for (var bucket : buckets) {
        if (bucket.count() == 0) {
          reason = bucket.reason();
          continue;
        }
        gap(since, bucket.start(), reason).ifPresent(gaps::add);
        since = bucket.end();
        reason = "";
      }
      gap(since, until, reason).ifPresent(gaps::add);
      return gaps;
    }

    private Optional<Gap> gap(Instant since, Instant to, String reason) {
      return Duration.between(since, to).compareTo(channel.expectedPeriod().multipliedBy(PERIODS))
              >= 0
          ? Optional.of(new Gap(channel.id(), since, to, reason))
          : Optional.empty();
    }
  }

  /**
   * A stretch of time without any value of a channel.
   *
   * @param reason of the missing readings in it; empty when there were no readings at all
   */
  public record Gap(ChannelId channel, Instant from, Instant to, String reason) {}
}
