package org.stillwatch.cos.results;

import java.util.List;
import org.stillwatch.cos.catalogue.IngestResult;
import org.stillwatch.cos.detector.CosProblem;

/** Where results come from. */
public interface ResultSource {

  /**
   * What is new.
   *
   * @param results those after an id, in order
   * @param badFiles how many files of the archive cannot be used
   */
  record News(List<IngestResult> results, int badFiles) {
    public News {
      results = List.copyOf(results);
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
