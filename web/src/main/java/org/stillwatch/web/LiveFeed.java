package org.stillwatch.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.station.StationView.Change;
import org.stillwatch.core.station.StationView.ChannelStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * The live feed: server-sent events of what the station commits. A reader first gets everything,
 * then what changes; a {@code tick} with the station's clock comes at least every two seconds, so
 * that a reader who hears nothing knows that the line is dead.
 */
final class LiveFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

  private static final long TICK_NANOS = Duration.ofSeconds(2).toNanos();

  /** At most four writes a second, however fast the station commits. */
  private static final long GATHER_NANOS = Duration.ofMillis(250).toNanos();

  private static final long SWEEP_MILLIS = 1000;

  /** Readers at a time; more are refused, so that none of them can exhaust the station. */
  static final int MOST_CLIENTS = 200;

  /** What a page shows of them. */
  private static final int SOME_NOTICES = 40;

  /** Likewise of runs that ended; more are asked for. */
  private static final int SOME_ENDED = 20;

  private final StationView station;
  private final Showing showing;
  private final ShowingRuns runs;
  private final JsonMapper json;
  private final AutoCloseable subscription;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final Map<ChannelId, Boolean> stale = new HashMap<>();
  private volatile boolean closed;
  private final Future<?> sweeping;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-feed").factory());

  LiveFeed(StationView station, Showing showing, JsonMapper json) {
    this.station = station;
    this.showing = showing;
    this.runs = new ShowingRuns(station);
    this.json = json;
    this.subscription =
        station.subscribe(change -> clients.forEach(client -> client.offer(change)));
    sweeping =
        clock.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * A channel grows stale by silence: nothing is committed then, so the feed looks for itself. Told
   * are the channels whose staleness changed.
   */
  private void sweep() {
    try {
      if (clients.isEmpty()) {
        return;
      }
      var changed = new ArrayList<ChannelStatus>();
      for (var one : station.channels()) {
        var before = stale.put(one.channel().id(), one.stale());
        if (before == null || before != one.stale()) {
          changed.add(one);
        }
      }
      if (!changed.isEmpty()) {
        clients.forEach(client -> client.offer(new Change.Readings(changed)));
      }
    } catch (RuntimeException e) {
      LOG.warn("The live feed could not look for stale channels; it looks again in 1 s", e);
    }
  }

  boolean full() {
    return clients.size() >= MOST_CLIENTS;
  }

  /**
   * Writes events until the reader or the feed goes.
   *
   * @param mayListen asked at each tick: a session may end
   * @throws IOException when the reader has gone
   */
  void serve(OutputStream out, BooleanSupplier mayListen) throws IOException {
    var client = new LiveClient();
    clients.add(client);
    if (closed) {
      // came while the feed was closing: close() may have passed over it
      client.close();
    }
    try {
      client.offerAll(everything());
      long lastTick = System.nanoTime();
      out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
      write(out, "tick", showing.tick());
      while (!client.closed()) {
        write(out, client.take(TICK_NANOS));
        if (System.nanoTime() - lastTick >= TICK_NANOS) {
          lastTick = System.nanoTime();
          if (!mayListen.getAsBoolean()) {
            return;
          }
          write(out, "tick", showing.tick());
        }
        out.flush();
        client.gather(GATHER_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  private List<Change> everything() {
    var all = new ArrayList<Change>();
    all.add(new Change.Readings(station.channels()));
    all.add(new Change.Alarms(station.alarms()));
    all.add(new Change.Instruments(station.instruments()));
    all.add(new Change.Runs(station.runs()));
    station.notices(SOME_NOTICES).reversed().forEach(told -> all.add(new Change.Told(told)));
    return all;
  }

  private void write(OutputStream out, LiveClient.News news) throws IOException {
    if (news.nothing()) {
      return;
    }
    var now = station.now();
    if (!news.channels().isEmpty()) {
      write(out, "scan", new Shown.Scan(now.toString(), Showing.channels(news.channels(), now)));
    }
    if (news.alarms().isPresent()) {
      write(out, "alarm", new Shown.Alarms(now.toString(), Showing.alarms(news.alarms().get())));
    }
    if (news.instruments().isPresent()) {
      write(
          out,
          "instrument",
          new Shown.Instruments(
              now.toString(), Showing.instruments(news.instruments().get(), now)));
    }
    if (news.runs().isPresent()) {
      write(out, "procedure", runs.event(news.runs().get(), SOME_ENDED));
    }
    for (var told : news.told()) {
      write(out, "notice", showing.notice(told));
    }
  }

  /** One event; JSON has no line feeds, so one data line holds it. */
  private void write(OutputStream out, String event, Object value) throws IOException {
    out.write(
        ("event: " + event + "\ndata: " + json.writeValueAsString(value) + "\n\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closed = true;
    sweeping.cancel(true);
    clock.shutdownNow();
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("The live feed could not end its subscription", e);
    }
    clients.forEach(LiveClient::close);
  }
}
