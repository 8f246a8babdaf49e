package org.stillwatch.app.cos;

import java.io.PrintWriter;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.monitor.Monitor;
import org.stillwatch.cos.product.Product;

/** Prints the path of every product, and counts what could not be made. */
final class Told implements Monitor.Told {
  private final PrintWriter out;
  private final PrintWriter err;
  private int made;
  private int failed;

  Told(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void made(Product product) {
    made++;
    out.println(product.file());
    out.flush();
  }

  @Override
  public void leftOut(String sentence) {
    err.println(sentence);
    err.flush();
  }

  @Override
  public void failed(String sentence) {
    failed++;
    leftOut(sentence);
  }

  /** Does something; a problem of it is told, and others can be done. */
  void each(Runnable work) {
    try {
      work.run();
    } catch (CosProblem e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  int made() {
    return made;
  }

  /** 1 when something could not be made. */
  int exitCode() {
    return failed == 0 ? 0 : 1;
  }
}
