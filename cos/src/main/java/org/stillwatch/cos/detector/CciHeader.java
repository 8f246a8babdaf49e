package org.stillwatch.cos.detector;

import java.util.Optional;

/**
 * What the primary header of a cumulative image (CCI) says.
 *
 * @param source name of its file without directory and extensions: {@code
 *     l_2017347120000_01_163_cci}
 * @param expstart first exposure's start (MJD)
 * @param expend last exposure's end (MJD)
 * @param exptime exposure time (s)
 * @param numfiles how many exposures were summed; 0: no data that week
 * @param counts events in all
 * @param dethv high-voltage level; -1 and 999 stand for unknown
 * @param brftab the baseline reference table, when the header names one
 */
public record CciHeader(
    String source,
    String detector,
    Segment segment,
    String obsmode,
    double expstart,
    double expend,
    double exptime,
    int numfiles,
    long counts,
    int dethv,
    Optional<String> brftab) {

  /**
   * The level is known: flags, tables and total maps take no others (a level of -1 was once renamed
   * to 999, and a missing one stored as -999).
   */
  public boolean hvKnown() {
    return HighVoltage.known(dethv);
  }
}
