package org.stillwatch.cos.monitor;

import java.time.Instant;
import org.stillwatch.cos.product.Product;

/** Makes all products that belong together. */
public interface Monitor {

  /** As a message names it. */
  String title();

  /**
   * Makes them. What cannot be made is told, and the others are made.
   *
   * @param created the time that stands in the products
   */
  void run(Bench bench, Instant created, Told told);

  /** Hears what a monitor does. */
  interface Told {
    void made(Product product);

    /** Nothing to worry about: one sentence. */
    void leftOut(String sentence);

    /** Something that should have been made was not: one sentence. */
    void failed(String sentence);
  }
}
