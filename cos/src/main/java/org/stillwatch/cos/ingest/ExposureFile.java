package org.stillwatch.cos.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsReader;
import org.stillwatch.formats.fits.FitsTable;

/**
 * A file of an exposure that was read to its end: all headers, and the table of the first extension
 * when a step wants it.
 */
public final class ExposureFile {
  private final Path file;
  private final FileName name;
  private final List<FitsHeader> headers;
  private final Optional<FitsTable> table;
  private final Notes notes;

  private ExposureFile(
      Path file, FileName name, List<FitsHeader> headers, Optional<FitsTable> table, Notes notes) {
    this.file = file;
    this.name = name;
    this.headers = headers;
    this.table = table;
    this.notes = notes;
  }

  /**
   * @throws FitsProblem when it cannot be read, to its last byte
   */
  static ExposureFile read(Path file, FileName name, boolean wantsTable, Notes notes) {
    try (var reader = FitsReader.open(file)) {
      var headers = new ArrayList<FitsHeader>();
      var table = Optional.<FitsTable>empty();
      for (var header = reader.next(); header.isPresent(); header = reader.next()) {
        headers.add(header.get());
        if (wantsTable && header.get().part() == 1) {
          table = Optional.of(reader.table());
        }
      }
      return new ExposureFile(file, name, List.copyOf(headers), table, notes);
    }
  }

  public Path file() {
    return file;
  }

  public FileName name() {
    return name;
  }

  public FitsHeader primary() {
    return headers.getFirst();
  }

  /**
   * The header of the first extension.
   *
   * @throws FitsProblem when there is none
   */
  public FitsHeader extension() {
    if (headers.size() < 2) {
      throw new FitsProblem("has no extension, expected one with the data");
    }
    return headers.get(1);
  }

  /**
   * The rows of the first extension.
   *
   * @throws FitsProblem when there is no extension
   */
  public FitsTable table() {
    return table.orElseThrow(() -> new FitsProblem("has no extension, expected a table"));
  }

  /** Any part has data. */
  boolean hasData() {
    return headers.stream().anyMatch(header -> header.dataBytes() > 0);
  }

  /** Something about another file that a person should know. */
  void note(FileNote note) {
    notes.add(note);
  }

  /** Something that a person should know, though the file can be used: one clause. */
  public void note(String clause) {
    notes.add(new FileNote(file, clause));
  }
}
