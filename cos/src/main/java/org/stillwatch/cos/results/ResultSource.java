package org.stillwatch.cos.results;

import java.util.List;
import java.util.Optional;
import org.stillwatch.cos.catalogue.IngestResult;
import org.stillwatch.cos.detector.CosProblem;

/** Where results come from. */
public interface ResultSource {

  /**
   * What is new.
   *
   * @param results those after an id, in order
   * @param badFiles how many files of the archive cannot be used
   * @param waiting why there can be no results yet: one clause
   */
  record News(List<IngestResult> results, int badFiles, Optional<String> waiting) {
    public News {
      results = List.copyOf(results);
    }

    /** Of an archive that was ingested. */
    public News(List<IngestResult> results, int badFiles) {
      this(results, badFiles, Optional.empty());
    }

    /** There is nothing to ask yet. */
    public static News none(String waiting) {
      return new News(List.of(), 0, Optional.of(waiting));
    }
  }

  /**
   * Asks for results.
   *
   * @param afterId those with a greater id
   * @param limit at most so many
   * @throws CosProblem when it cannot be asked now
   */
  News after(long afterId, int limit);
}
