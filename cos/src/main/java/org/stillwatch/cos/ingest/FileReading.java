package org.stillwatch.cos.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stillwatch.cos.catalogue.FileContent;
import org.stillwatch.cos.catalogue.FileContent.Bad;
import org.stillwatch.cos.catalogue.FileContent.Empty;
import org.stillwatch.cos.catalogue.FileContent.Finding;
import org.stillwatch.cos.catalogue.FileContent.Good;
import org.stillwatch.cos.catalogue.FileContent.Unread;
import org.stillwatch.cos.catalogue.FileKey;
import org.stillwatch.cos.catalogue.FileKind;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.MeasuredCci;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.ingest.ArchiveWalk.Found;
import org.stillwatch.cos.ingest.CciMeasurement.Measured;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.formats.fits.FitsProblem;

/** Reads one file after another, in whichever thread; knows no catalogue. */
final class FileReading {
  private final List<IngestStep> steps;
  private final CciMeasurement measurement;
  private final Notes notes;

  FileReading(List<IngestStep> steps, CciMeasurement measurement, Notes notes) {
    this.steps = List.copyOf(steps);
    this.measurement = measurement;
    this.notes = notes;
  }

  /** What came of reading a file. */
  sealed interface Reading {
    /** To be stored. */
    record New(FileContent content) implements Reading {}

    /** It has the content that was known. */
    record Same(Found found) implements Reading {}
  }

  /** How rows are derived from files of this name. */
  String recipe(FileName name) {
    if (name.kind() == FileKind.CCI) {
      return measurement.recipe();
    }
    return taking(name).stream().map(IngestStep::recipe).collect(Collectors.joining("; "));
  }

  private List<IngestStep> taking(FileName name) {
    return steps.stream().filter(step -> step.takes(name)).toList();
  }

  /**
   * What is in a file; only its hash when that is the known one.
   *
   * @param known the hash by which nothing has to be derived again
   */
  Reading read(Found found, Optional<String> known) {
    var name = found.key().name();
    var sha256 = Optional.<String>empty();
    try {
      sha256 = Optional.of(Hash.of(found.key().file()));
      if (sha256.equals(known)) {
        return new Reading.Same(found);
      }
      return content(found, name, sha256, find(found, name, sha256.get()));
    } catch (IOException e) {
      return content(found, name, sha256, new Unread(words(e)));
    } catch (CosProblem e) {
      throw e;
    } catch (RuntimeException e) {
      // whatever it is, the other files can still be read
      return content(found, name, sha256, new Unread("cannot be read by this version: " + e));
    }
  }

  private Reading content(Found found, FileName name, Optional<String> sha256, Finding finding) {
    return new Reading.New(
        new FileContent(
            found.key(), found.size(), found.mtimeMicros(), sha256, recipe(name), finding));
  }

  private Finding find(Found found, FileName name, String sha256) {
    var file = found.key().file();
    if (found.size() == 0) {
      return new Bad("is empty: it has 0 bytes");
    }
    return name.kind() == FileKind.CCI ? measured(found.key(), sha256) : derived(file, name);
  }

  private Finding measured(FileKey key, String sha256) {
    var cci = key.file();
    return switch (measurement.measure(cci, sha256, key.companion())) {
      case Measured.Gain(var gain) -> {
        noteUnknownLevel(cci, gain);
        yield new Good(List.of(), Optional.of(gain));
      }
      case Measured.Nothing(var reason) -> new Empty(reason);
      case Measured.Unusable(var reason) -> new Bad(reason);
    };
  }

  private void noteUnknownLevel(Path cci, MeasuredCci gain) {
    var header = gain.map().cci();
    if (!header.hvKnown()) {
      notes.add(
          new FileNote(
              cci,
              "DETHV is %d, which stands for an unknown level; its gains are kept out of flags and"
                      .formatted(header.dethv())
                  + " tables"));
    }
  }

  private Finding derived(Path file, FileName name) {
    var taking = taking(name);
    try {
      boolean wantsTable = taking.stream().anyMatch(IngestStep::wantsTable);
      var exposure = ExposureFile.read(file, name, wantsTable, notes);
      if (!exposure.hasData()) {
        return new Empty("holds no data");
      }
      var rows = new ArrayList<Row>();
      taking.forEach(step -> rows.addAll(step.rows(exposure)));
      rows.forEach(FileReading::refuseLongTexts);
      return new Good(rows, Optional.empty());
    } catch (FitsProblem e) {
      return new Bad(String.valueOf(e.getMessage()));
    }
  }

  /** A text of a header may go on over many cards; none that is kept here does. */
  private static void refuseLongTexts(Row row) {
    row.values()
        .forEach(
            (column, value) -> {
              if (value instanceof String text && text.length() > Row.MOST_TEXT) {
                throw new FitsProblem(
                    "has a text of %d characters for %s, expected at most %d"
                        .formatted(text.length(), column, Row.MOST_TEXT));
              }
            });
  }

  private static String words(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "may not be read by this user";
      case NoSuchFileException gone -> "went away while it was to be read";
      default -> "cannot be read: " + e.getMessage();
    };
  }
}
