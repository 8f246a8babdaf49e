package org.stillwatch.cos.ingest;

import org.stillwatch.cos.catalogue.FileKey;

/** Sees how an ingest gets on. Called by one thread. */
public interface IngestProgress {
  /** Sees nothing. */
  IngestProgress NONE = new IngestProgress() {};

  /** What is done now. */
  enum Step {
    FIND,
    COMPARE,
    READ,
    FLAG
  }

  default void step(Step step) {}

  /** So many files are going to be read, besides those that were announced before. */
  default void planned(int files, long bytes) {}

  /** A file was read, and what was found in it is stored. */
  default void done(FileKey file, long bytes) {}

  /** It cannot be used. */
  default void bad(FileNote file) {}
}
