package org.stillwatch.cos.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a file of the archive holds, as its name says. The order of the kinds of an exposure is the
 * order in which they are asked to describe it: the first one that is there and can be read does,
 * whichever was ingested first.
 */
public enum FileKind {
  RAWACQ,
  LAMPFLASH,
  RAWACCUM,
  RAWTAG,
  RAWTAG_A,
  RAWTAG_B,
  CORRTAG,
  CORRTAG_A,
  CORRTAG_B,
  X1D,
  X1D_A,
  X1D_B,
  FLT,
  FLT_A,
  FLT_B,
  COUNTS,
  COUNTS_A,
  COUNTS_B,
  CSUM_A,
  CSUM_B,
  SPT,
  /** A cumulative image of one segment. */
  CCI,
  /** An image of exposures in ACCUM mode, whose counts are added to those of its CCI. */
  CCI_ACCUM,
  /** Anything else. */
  OTHER;

  /** The kinds that the table of observations says of whether they exist. */
  static final List<FileKind> TOLD =
      Arrays.stream(values())
          .filter(
              kind -> kind.describes() && kind != LAMPFLASH && kind != RAWACCUM && kind != CORRTAG)
          .toList();

  /** It belongs to one exposure and can describe it. */
  public boolean describes() {
    return compareTo(SPT) <= 0;
  }

  /** How a file's name ends before its extensions, and the column that says that it exists. */
  public String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }
}
