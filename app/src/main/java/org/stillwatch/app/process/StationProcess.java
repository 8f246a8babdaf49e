package org.stillwatch.app.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.stillwatch.app.history.StoredHistory;
import org.stillwatch.core.station.Station;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.stores.sqlite.SqliteStore;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.WebSettings;

/** A station with its store and its page, in this process. */
public final class StationProcess implements AutoCloseable {

  private final SqliteStore store;
  private final Station station;
  private final WebServer web;
  private boolean closed;

  private StationProcess(SqliteStore store, Station station, WebServer web) {
    this.store = store;
    this.station = station;
    this.web = web;
  }

  /**
   * Starts a station; what was opened is closed again when something fails.
   *
   * @param data its data folder, made when it is not there
   */
  public static StationProcess start(StationPlan plan, Path data, WebSettings settings) {
    var store = SqliteStore.open(data);
    var opened = new ArrayDeque<Runnable>();
    opened.push(store::close);
    try {
      remember(store, plan.rules().zone());
      var station = new Station(plan, store, Clock.systemUTC());
      opened.push(station::close);
      var web = WebServer.start(station, settings);
      opened.push(web::close);
      store.directory().ifPresent(own -> own.publish(web.address().toString()));
      station.journal(
          new JournalEntry(Instant.now(), "started", plan.rules().station(), "the station starts"));
      station.start();
      return new StationProcess(store, station, web);
    } catch (RuntimeException e) {
      opened.forEach(Runnable::run);
      throw e;
    }
  }

  /** Keeps the zone with the data, so that commands on the data alone read times as people mean. */
  public static void remember(ReadingStore store, ZoneId zone) {
    if (!zone.getId().equals(store.states().get(StoredHistory.ZONE))) {
      var done =
          store.commit(
              new Commit(
                  List.of(),
                  List.of(),
                  Map.of(),
                  Map.of(StoredHistory.ZONE, zone.getId()),
                  List.of(),
                  List.of(),
                  List.of()));
    }
  }

  public URI page() {
    return web.address();
  }

  public Station station() {
    return station;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      web.close();
      station.close();
      store.close();
    }
  }
}
