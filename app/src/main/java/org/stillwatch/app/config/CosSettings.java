package org.stillwatch.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.sag.RecoveryRule;

/**
 * The settings of the COS commands.
 *
 * @param file where they stand
 * @param database where the catalogue is
 * @param data the archive: folders of programs and of CCIs
 * @param monitors where products and figures go
 * @param web where the figures of the web page go, when there is one
 * @param reference the folder of reference files that headers call {@code lref}
 * @param references reference files by their use: {@code lamptab}, {@code gsagtab} ...; absolute
 * @param threads how many files are read at once
 * @param anyShape images may have another size than the detector's, as those of tests
 * @param recovery when a superpixel counts as recovered
 */
public record CosSettings(
    Path file,
    Database database,
    Path data,
    Path monitors,
    Optional<Path> web,
    Optional<Path> reference,
    Map<Reference, Path> references,
    int threads,
    boolean anyShape,
    RecoveryRule recovery) {

  /** What a reference file is for; its key in the settings is the same word. */
  public enum Reference {
    /** The gain-sag table in use. */
    GSAGTAB,
    /** The gain-sag table in use for the blue modes. */
    GSAGTAB_BLUE,
    /** An extracted spectrum whose extraction box the overplots show. */
    X1D
  }

  /** Where maps, tables and their figures go. */
  public Path images() {
    return monitors.resolve("CCI");
  }
}
