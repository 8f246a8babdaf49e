package org.stillwatch.instruments.xs400;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;

/**
 * A workbook that is being read: hands out the rows behind a mark. Where the workbook is not the
 * one that the mark knows (another first row, another row at the mark, fewer rows), it hands out
 * all rows again; the store knows those it has.
 */
final class OpenWorkbook implements AutoCloseable {

  /** What one step gave. */
  sealed interface Step {
    record New(SheetLog.Entry entry) implements Step {}

    /** A row that was dealt with before. */
    record Known() implements Step {}

    record End() implements Step {}

    /**
     * The rest cannot be read.
     *
     * @param row the number of the row that would come next
     */
    record Damaged(long row, String why) implements Step {}
  }

  private final Workbooks.Found file;
  private final WorkbookCopy copy;
  private final SheetLog.Manner manner;
  private @Nullable SheetLog log;
  private @Nullable RowMark skip;
  private @Nullable RowMark at;

  OpenWorkbook(
      Workbooks.Found file, WorkbookCopy copy, SheetLog.Manner manner, Optional<RowMark> mark) {
    this.file = file;
    this.copy = copy;
    this.manner = manner;
    this.skip = mark.orElse(null);
  }

  Workbooks.Found file() {
    return file;
  }

  /** The version of the copy; the file itself may have moved on. */
  WorkbookCopy.Version version() {
    return copy.version();
  }

  List<Channel> channels() {
    return log == null ? List.of() : log.channels();
  }

  /** Where to go on after the rows handed out so far. */
  Optional<RowMark> mark() {
    return Optional.ofNullable(skip == null ? at : skip);
  }

  Step next() {
    try {
      var reader = log;
      if (reader == null) {
        reader = new SheetLog(manner, copy.rows());
        log = reader;
      }
      var entry = reader.next();
      return entry.isPresent() ? entry(entry.get()) : end();
    } catch (IOException e) {
      return new Step.Damaged(
          at == null ? 1 : at.lastRow() + 1,
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private Step entry(SheetLog.Entry entry) throws IOException {
    boolean first = at == null;
    var identity = at == null ? entry.hash() : at.identity();
    at =
        new RowMark(
            file.name(),
            identity,
            entry.number(),
            entry.hash(),
            copy.version().modified().toMillis());
    var known = skip;
    if (known == null) {
      return new Step.New(entry);
    }
    if (first && !identity.equals(known.identity())) {
      skip = null;
      return new Step.New(entry);
    }
    if (entry.number() < known.lastRow()) {
      return new Step.Known();
    }
    if (entry.number() == known.lastRow() && entry.hash().equals(known.lastHash())) {
      skip = null;
      return new Step.Known();
    }
    return startAgain();
  }

  private Step end() throws IOException {
    return skip == null || at == null ? new Step.End() : startAgain();
  }

  private Step startAgain() throws IOException {
    if (log != null) {
      log.close();
    }
    log = null;
    skip = null;
    at = null;
    return new Step.Known();
  }

  @Override
  public void close() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      // it was only read from
      log = null;
    }
    copy.close();
  }
}
