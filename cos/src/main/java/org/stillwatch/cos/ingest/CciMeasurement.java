package org.stillwatch.cos.ingest;

import java.nio.file.Path;
import java.util.Optional;
import org.stillwatch.cos.catalogue.MeasuredCci;
import org.stillwatch.cos.detector.CosProblem;

/** Measures the gain of a CCI, and leaves the file of its map. Used by several threads at once. */
public interface CciMeasurement {

  /**
   * How it measures, in words that change whenever its results would be others: CCIs that were
   * measured in another way are measured again.
   */
  String recipe();

  /**
   * @param sha256 of the file
   * @param accum the image of exposures in ACCUM mode of the same time, when there is one
   * @throws CosProblem when it could not be measured for a reason that is not in the file, such as
   *     a full disk: the ingest ends, and the next one tries again
   */
  Measured measure(Path cci, String sha256, Optional<Path> accum);

  /** What came of it. */
  sealed interface Measured {
    /** A map, though perhaps without any gain. */
    record Gain(MeasuredCci cci) implements Measured {}

    /** A legal file that holds nothing, as one of a week without exposures: one clause. */
    record Nothing(String reason) implements Measured {}

    /** A file that cannot be used: one clause, to stand behind its name. */
    record Unusable(String reason) implements Measured {}
  }
}
