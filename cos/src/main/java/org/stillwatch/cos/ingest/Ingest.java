package org.stillwatch.cos.ingest;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.FileContent;
import org.stillwatch.cos.catalogue.FileContent.Bad;
import org.stillwatch.cos.catalogue.FileContent.Empty;
import org.stillwatch.cos.catalogue.FileContent.Good;
import org.stillwatch.cos.catalogue.FileContent.Unread;
import org.stillwatch.cos.catalogue.FileKey;
import org.stillwatch.cos.catalogue.StoredFile;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.ingest.Comparison.Candidate;
import org.stillwatch.cos.ingest.FileReading.Reading;
import org.stillwatch.cos.ingest.IngestProgress.Step;

/**
 * Brings the catalogue to what is in the archive. Several threads read files, the calling one
 * writes what they found, in the order of paths and names and each file in one transaction: so it
 * may end at any moment, and the next ingest goes on from there. A file that cannot be used stops
 * no other.
 */
public final class Ingest {
  /** Files that are read ahead of the writing one, besides one for each thread. */
  private static final int AHEAD = 2;

  private final Catalogue catalogue;
  private final IngestSettings settings;
  private final List<IngestStep> more;
  private final CciMeasurement measurement;
  private final InstantSource clock;

  /**
   * @param more steps of monitors, besides those that describe exposures
   * @param clock for the times of results
   */
  public Ingest(
      Catalogue catalogue,
      IngestSettings settings,
      List<IngestStep> more,
      CciMeasurement measurement,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.settings = settings;
    this.more = List.copyOf(more);
    this.measurement = measurement;
    this.clock = clock;
  }

  /**
   * Ingests all that is new.
   *
   * @throws CosProblem when the archive or the database cannot be used, or another ingest is
   *     running; what was committed stays
   */
  public IngestReport run(IngestProgress progress) {
    try (var claim = catalogue.claimIngest();
        var pool = Executors.newFixedThreadPool(settings.threads())) {
      var run = new Run(progress, pool);
      try {
        return run.all();
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private List<IngestStep> steps() {
    var steps = new ArrayList<IngestStep>();
    steps.add(new ObservationStep());
    steps.addAll(HeaderStep.all());
    steps.add(new RawacqStep());
    steps.add(new LampflashStep(new LampTables(settings.lref())));
    steps.add(new HighVoltageStep());
    steps.addAll(more);
    return steps;
  }

  /** One run: what it counts, and what it told. */
  private final class Run {
    private final Notes notes = new Notes();
    private final FileReading reading = new FileReading(steps(), measurement, notes);
    private final IngestProgress progress;
    private final ExecutorService pool;
    private final SortedMap<FileKey, FileNote> unread = new TreeMap<>();
    private int read;
    private int touched;

    Run(IngestProgress progress, ExecutorService pool) {
      this.progress = progress;
      this.pool = pool;
    }

    IngestReport all() {
      progress.step(Step.FIND);
      var walk = ArchiveWalk.of(settings.dataLocation(), notes);
      progress.step(Step.COMPARE);
      var stored = catalogue.files();
      refuseAnEmptyArchive(walk, stored);
      var compared = Comparison.of(walk, stored, reading);
      compared
          .moved()
          .forEach(move -> catalogue.move(move.from(), move.to().key(), move.to().mtimeMicros()));
      compared.gone().forEach(catalogue::remove);
      progress.step(Step.READ);
      readAll(compared.toRead(), walk);
      progress.step(Step.FLAG);
      boolean renew = !catalogue.flagsAreCurrent(settings.recovery());
      if (renew) {
        catalogue.renewFlags(settings.recovery(), clock.instant());
      }
      return new IngestReport(
          walk.files().size(),
          read,
          touched,
          compared.moved().size(),
          compared.gone().size(),
          reasons(bad()),
          reasons(catalogue.emptyFiles()),
          Stream.concat(walk.unreadable().stream(), unread.values().stream()).toList(),
          notes.all(),
          renew);
    }

    /** Without those that could not be read this time: they may be good. */
    private List<StoredFile> bad() {
      return catalogue.badFiles().stream().filter(file -> !unread.containsKey(file.key())).toList();
    }

    /** A disk that is not mounted looks like an archive from which all was removed. */
    private void refuseAnEmptyArchive(ArchiveWalk walk, Collection<StoredFile> stored) {
      if (walk.files().isEmpty() && !stored.isEmpty()) {
        throw new CosProblem(
            "data_location %s holds no file, the %s knows %d of it; nothing was changed"
                .formatted(settings.dataLocation(), catalogue.words(), stored.size()));
      }
    }

    /**
     * What is read together with other files comes first. Then all that is new or changed, and
     * whatever has to be asked again because of it, until nothing is left.
     */
    private void readAll(SortedMap<FileKey, Candidate> compared, ArchiveWalk walk) {
      var companions = new TreeMap<>(compared);
      companions.keySet().removeIf(key -> !key.name().isCompanion());
      readEach(companions.values());
      var left = new TreeMap<>(compared);
      left.keySet().removeAll(companions.keySet());
      for (addPending(left, walk); !left.isEmpty(); addPending(left, walk)) {
        readEach(left.values());
        left.clear();
      }
    }

    private void addPending(SortedMap<FileKey, Candidate> wanted, ArchiveWalk walk) {
      for (var file : catalogue.pendingFiles()) {
        var found = walk.files().get(file.key());
        if (found != null && !unread.containsKey(file.key())) {
          wanted.put(file.key(), new Candidate(found, Optional.empty()));
        }
      }
    }

    private void readEach(Collection<Candidate> candidates) {
      progress.planned(
          candidates.size(),
          candidates.stream().mapToLong(candidate -> candidate.found().size()).sum());
      var ahead = new ArrayDeque<Future<Reading>>();
      for (var candidate : candidates) {
        ahead.add(pool.submit(() -> reading.read(candidate.found(), candidate.known())));
        if (ahead.size() == settings.threads() + AHEAD) {
          write(ahead.remove());
        }
      }
      while (!ahead.isEmpty()) {
        write(ahead.remove());
      }
    }

    private void write(Future<Reading> next) {
      switch (result(next)) {
        case Reading.Same(var found) -> {
          catalogue.touch(found.key(), found.size(), found.mtimeMicros());
          touched++;
          progress.done(found.key(), found.size());
        }
        case Reading.New(var content) -> {
          catalogue.store(content);
          read++;
          tell(content);
          progress.done(content.key(), content.size());
        }
      }
    }

    private void tell(FileContent content) {
      var file = content.key().file();
      switch (content.finding()) {
        case Bad(var reason) -> progress.bad(new FileNote(file, reason));
        case Unread(var reason) -> {
          progress.bad(new FileNote(file, reason));
          unread.put(content.key(), new FileNote(file, reason));
        }
        case Good good -> {}
        case Empty empty -> {}
      }
    }

    private Reading result(Future<Reading> next) {
      try {
        return next.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CosProblem(
            "the ingest was interrupted; what was committed stays, and the next one goes on from"
                + " there",
            e);
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException problem -> throw problem;
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }

    private List<FileNote> reasons(List<StoredFile> files) {
      return files.stream()
          .map(file -> new FileNote(file.key().file(), file.reason().orElse("")))
          .toList();
    }
  }
}
