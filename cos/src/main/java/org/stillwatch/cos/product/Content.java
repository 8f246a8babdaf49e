package org.stillwatch.cos.product;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the bytes of a product. */
@FunctionalInterface
public interface Content {
  /** Writes all of it; the caller closes the stream. */
  void writeTo(OutputStream out) throws IOException;
}
