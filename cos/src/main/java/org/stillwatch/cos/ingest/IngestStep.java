package org.stillwatch.cos.ingest;

import java.util.List;
import org.stillwatch.cos.catalogue.FileName;
import org.stillwatch.cos.catalogue.Row;
import org.stillwatch.formats.fits.FitsProblem;

/** Derives the rows of one table from files of one kind. Used by several threads at once. */
public interface IngestStep {

  /** The table that it fills. */
  String table();

  /** It wants files of this name. */
  boolean takes(FileName name);

  /**
   * How it derives rows, in a word that changes whenever the rows would be others: files from which
   * rows were derived in another way are read again.
   */
  String recipe();

  /** It needs the table of the first extension, not only headers. */
  default boolean wantsTable() {
    return false;
  }

  /**
   * @throws FitsProblem when the file cannot be used: its reason is kept, and no step gives rows
   */
  List<Row> rows(ExposureFile file);
}
