package org.stillwatch.cos.catalogue;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stillwatch.cos.detector.Segment;

/**
 * What one measuring of a CCI brought, for those who follow the ingest.
 *
 * @param id grows; a CCI that is measured again has another one
 * @param time when it became a part of the flags
 * @param source the CCI's name without extensions
 * @param hv its level; empty when nobody knows it
 * @param expstart its start (MJD)
 * @param meanGain of the fitted superpixels (PHA bins); empty when there are none
 * @param fitted superpixels with a gain
 * @param counts events in all, as its header says
 * @param newSagged superpixels that it is the first to show sagged
 */
public record IngestResult(
    long id,
    Instant time,
    String source,
    Segment segment,
    OptionalInt hv,
    double expstart,
    OptionalDouble meanGain,
    int fitted,
    long counts,
    int newSagged) {}
