package org.stillwatch.app.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.stillwatch.app.history.StoredHistory;
import org.stillwatch.core.station.Station;
import org.stillwatch.core.station.StoredBackTest;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.JournalEntry;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.stores.sqlite.SqliteStore;
import org.stillwatch.web.Offers;
import org.stillwatch.web.WebServer;
import org.stillwatch.web.XmlRpcServer;
import org.stillwatch.web.XmlRpcSettings;

/**
 * A station with its store and its page, in this process. It can be set up anew while the store
 * stays open: all that must be remembered is there.
 */
public final class StationProcess implements AutoCloseable {

  /** Long enough for the answer to reach whoever asked for it. */
  private static final Duration ANSWERED = Duration.ofMillis(300);

  /** The page is there already; what the guards lack after that is told. */
  private static final Duration GUARDS_START = Duration.ofSeconds(5);

  private final SqliteStore store;
  private final Supplier<Setup> again;
  private final ReentrantLock lock = new ReentrantLock();
  private Running running;
  private Optional<String> broken = Optional.empty();
  private boolean closed;

  /** What is replaced as a whole. */
  private record Running(
      Setup setup,
      Station station,
      WebServer web,
      Optional<XmlRpcServer> xmlRpc,
      Deque<Runnable> opened) {
    /** What was opened last is closed first. */
    void close() {
      opened.forEach(Runnable::run);
    }

    int xmlRpcPort(int otherwise) {
      return xmlRpc.map(server -> server.address().getPort()).orElse(otherwise);
    }
  }

  private StationProcess(SqliteStore store, Setup setup, Supplier<Setup> again) {
    this.store = store;
    this.again = again;
    this.running = open(setup);
  }

  /**
   * Starts a station; what was opened is closed again when something fails.
   *
   * @param data its data folder, made when it is not there
   * @param again reads the setup anew; throws {@code IllegalArgumentException} with one problem a
   *     line when it cannot be used
   */
  public static StationProcess start(Setup setup, Path data, Supplier<Setup> again) {
    var store = SqliteStore.open(data);
    try {
      return new StationProcess(store, setup, again);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Running open(Setup setup) {
    var opened = new ArrayDeque<Runnable>();
    try {
      remember(store, setup.plan().rules().zone());
      var station = new Station(setup.plan(), store, Clock.systemUTC());
      opened.push(station::close);
      var backTest =
          new StoredBackTest(
              setup.plan().rules(), store, setup.drafts(), InstantSource.system(), done -> {});
      var web =
          WebServer.start(
              station, setup.web(), Offers.of(backTest, this::reload).with(store.journal()));
      opened.push(web::close);
      var xmlRpc = setup.xmlRpc().map(settings -> XmlRpcServer.start(station, settings));
      xmlRpc.ifPresent(server -> opened.push(server::close));
      store.directory().ifPresent(own -> own.publish(web.address().toString()));
      station.journal(
          new JournalEntry(
              Instant.now(), "started", setup.plan().rules().station(), "the station starts"));
      var guards = GuardProcesses.start(setup.guarded(), station::trouble);
      opened.push(guards::close);
      awaitGuards(guards);
      station.start();
      var certificate =
          new CertificateWatch(
              setup.web().tls(),
              InstantSource.system(),
              warning -> station.trouble("the certificate of the page", warning));
      opened.push(certificate::close);
      return new Running(setup, station, web, xmlRpc, opened);
    } catch (RuntimeException e) {
      opened.forEach(Runnable::run);
      throw e;
    }
  }

  /** An instrument whose guard does not run yet would wait a second before it tries again. */
  private static void awaitGuards(GuardProcesses guards) {
    try {
      boolean all = guards.await(GUARDS_START);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads the setup anew and, when nothing is wrong with it, goes on with that in a moment.
   *
   * @return what is wrong, one sentence each
   */
  private List<String> reload(String who) {
    Setup next;
    try {
      next = again.get();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).lines().toList();
    }
    station()
        .journal(new JournalEntry(Instant.now(), "reload", who, "the station file is read again"));
    var swap = Thread.ofVirtual().name("reload").start(() -> swap(next));
    return List.of();
  }

  private void swap(Setup next) {
    try {
      Thread.sleep(ANSWERED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    lock.lock();
    try {
      if (closed) {
        return;
      }
      var before = running;
      // what is closed has no ports any more
      var wanted = withPorts(next, before);
      var former = withPorts(before.setup(), before);
      before.close();
      try {
        running = open(wanted);
      } catch (RuntimeException e) {
        goBack(former, String.valueOf(e.getMessage()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** A process without a station watches nothing, so it ends, and whatever started it sees that. */
  private void goBack(Setup former, String why) {
    try {
      running = open(former);
      running
          .station()
          .trouble(
              "the new station file",
              "it could not be used (" + why + "); the station goes on with the former one");
    } catch (RuntimeException e) {
      broken =
          Optional.of(
              "the new station file could not be used ("
                  + why
                  + "), and neither could the former one ("
                  + e.getMessage()
                  + "); the station ends");
    }
  }

  /** Why there is no station any more, one sentence; empty as long as there is one. */
  public Optional<String> broken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }

  /** What was not changed keeps its port, also where any would have done. */
  private static Setup withPorts(Setup next, Running before) {
    var web = next.web();
    var kept =
        web.port() == before.setup().web().port()
            ? web.withPort(before.web().address().getPort())
            : web;
    var port = before.setup().xmlRpc().map(XmlRpcSettings::port);
    var xmlRpc =
        next.xmlRpc()
            .map(
                asked ->
                    port.equals(Optional.of(asked.port()))
                        ? asked.withPort(before.xmlRpcPort(asked.port()))
                        : asked);
    return next.withWeb(kept).withXmlRpc(xmlRpc);
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

  private Running running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  public URI page() {
    return running().web().address();
  }

  public Station station() {
    return running().station();
  }

  /** Where clients that speak XML-RPC are served, if they are. */
  public Optional<URI> xmlRpc() {
    return running().xmlRpc().map(XmlRpcServer::address);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        if (broken.isEmpty()) {
          running.close();
        }
        store.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
