package org.stillwatch.core.instrument;

/** The history of an instrument, in the order (time, file, line). */
public interface Past extends AutoCloseable {

  /** The next rows; {@link Turn#more} is false with the last ones. */
  Turn next();

  /** How much has been read, 0 to 1, for a progress bar. */
  double progress();

  @Override
  void close();
}
