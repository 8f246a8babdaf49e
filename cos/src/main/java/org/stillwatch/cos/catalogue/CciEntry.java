package org.stillwatch.cos.catalogue;

import java.util.OptionalDouble;
import org.stillwatch.cos.detector.CciHeader;

/**
 * A measured CCI.
 *
 * @param file where it is
 * @param sha256 of its content
 * @param mapName the name of the file of its gain map
 * @param fitted superpixels with a gain
 * @param meanGain of them (PHA bins); empty when there are none
 */
public record CciEntry(
    CciHeader header,
    FileKey file,
    String sha256,
    String mapName,
    int fitted,
    OptionalDouble meanGain) {}
