package org.stillwatch.core.reading;

/**
 * How far a measured value may be trusted. A value that is not there has no quality: it is missing.
 */
public enum Quality {
  /** As the device reported it, with nothing said against it. */
  GOOD,
  /** Reported, but the device or its driver doubts it: warming up, at an edge, not settled. */
  SUSPECT
}
