package org.stillwatch.cos.ingest;

import java.nio.file.Path;
import java.util.Optional;
import org.stillwatch.cos.sag.RecoveryRule;

/**
 * @param dataLocation the archive: one directory for each program, named by its five digits, and
 *     {@code CCI}
 * @param lref the directory of reference files, for the tables of lamps
 * @param threads that read files, at least 1; one more writes
 * @param recovery how flags are marked as recovered
 */
public record IngestSettings(
    Path dataLocation, Optional<Path> lref, int threads, RecoveryRule recovery) {
  public IngestSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("num_cpu is " + threads + ", expected at least 1");
    }
  }
}
