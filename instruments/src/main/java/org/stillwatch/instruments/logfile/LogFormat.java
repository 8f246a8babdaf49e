package org.stillwatch.instruments.logfile;

import java.time.LocalDate;
import java.util.Optional;
import org.stillwatch.link.file.RecordFormat;

/** A family of log files: which files belong to it and how their rows are read. */
public interface LogFormat {

  /** Whether a file belongs to this log, by its path relative to the folder (with slashes). */
  boolean accepts(String file);

  /** The local day that the name of a file tells; empty for logs that are not kept by day. */
  Optional<LocalDate> day(String file);

  /**
   * The local day that the name of a sub-folder tells; folders of days long gone are not even
   * listed. Empty when it tells none.
   *
   * @param folder path relative to the followed folder, with slashes
   */
  default Optional<LocalDate> folderDay(String folder) {
    return Optional.empty();
  }

  /**
   * The run that a file belongs to, for logs that are not kept by day: files of one run grow side
   * by side and are followed together. Each file is a run of its own unless the format knows
   * better.
   */
  default String run(String file) {
    return file;
  }

  /** How the file is cut into records. */
  RecordFormat records(String file);

  /**
   * A reader of the rows of one file.
   *
   * @param head the first bytes of the file, for headers
   * @param memory what {@link RowMemory#encode} gave after the last row that was dealt with; empty
   *     at the start of the file
   */
  RowReader open(String file, byte[] head, String memory);

  /**
   * Whether the end of a past file is read as a record when its terminator is missing, as in a text
   * file whose last line has no line feed. A file that is followed live waits for the terminator.
   */
  default boolean takesOpenEnd(String file) {
    return true;
  }

  /**
   * Looks at rows of several files together, in the order (time, file, line), before they go out.
   *
   * @param memory of the judge after the last row that was dealt with; empty at the start
   */
  default RowJudge judge(String memory) {
    return RowJudge.NONE;
  }
}
