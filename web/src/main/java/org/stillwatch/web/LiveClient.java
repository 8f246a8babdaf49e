package org.stillwatch.web;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.StationView.AlarmStatus;
import org.stillwatch.core.station.StationView.Change;
import org.stillwatch.core.station.StationView.ChannelStatus;
import org.stillwatch.core.station.StationView.InstrumentStatus;
import org.stillwatch.core.store.OutboxStore.Told;

/**
 * What one reader of the live feed has not had yet. It keeps the newest state only, so it is
 * bounded by the number of channels however slow the reader is, and the station never waits for it.
 */
final class LiveClient {

  /** Notices kept for a slow reader; it asks for the rest when it needs them. */
  static final int MOST_NOTICES = 100;

  private final Map<ChannelId, ChannelStatus> channels = new LinkedHashMap<>();
  private final Deque<Told> told = new ArrayDeque<>();
  private Optional<List<AlarmStatus>> alarms = Optional.empty();
  private Optional<List<InstrumentStatus>> instruments = Optional.empty();
  private Optional<List<RunView>> runs = Optional.empty();
  private boolean closed;

  /** What to write next; each part only if it changed. */
  record News(
      List<ChannelStatus> channels,
      Optional<List<AlarmStatus>> alarms,
      Optional<List<InstrumentStatus>> instruments,
      Optional<List<RunView>> runs,
      List<Told> told) {

    boolean nothing() {
      return channels.isEmpty()
          && alarms.isEmpty()
          && instruments.isEmpty()
          && runs.isEmpty()
          && told.isEmpty();
    }
  }

  synchronized void offer(Change change) {
    switch (change) {
      case Change.Readings(var changed) -> {
        for (var one : changed) {
          channels.put(one.channel().id(), one);
        }
      }
      case Change.Alarms(var active) -> alarms = Optional.of(active);
      case Change.Instruments(var all) -> instruments = Optional.of(all);
      case Change.Runs(var all) -> runs = Optional.of(all);
      case Change.Told(var news) -> {
        told.removeIf(one -> one.notice().id().equals(news.notice().id()));
        told.addLast(news);
        if (told.size() > MOST_NOTICES) {
          told.removeFirst();
        }
      }
    }
    notifyAll();
  }

  synchronized void offerAll(Collection<Change> changes) {
    changes.forEach(this::offer);
  }

  /**
   * Waits until there is news, or so long.
   *
   * @param nanos of the monotonic clock
   */
  synchronized News take(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (!closed
        && channels.isEmpty()
        && told.isEmpty()
        && alarms.isEmpty()
        && instruments.isEmpty()
        && runs.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    var news =
        new News(List.copyOf(channels.values()), alarms, instruments, runs, List.copyOf(told));
    channels.clear();
    told.clear();
    alarms = Optional.empty();
    instruments = Optional.empty();
    runs = Optional.empty();
    return news;
  }

  /** Lets news gather for so long, unless the feed closes. */
  synchronized void gather(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
      wait(Math.max(1, left / 1_000_000));
    }
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean closed() {
    return closed;
  }
}
