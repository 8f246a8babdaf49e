package org.stillwatch.web;

import java.time.Duration;
import java.util.Random;
import org.stillwatch.testkit.station.BlueLab;

/** Serves the scripted laboratory, for looking at the page: its clock and some values move. */
public final class LookAtThePage {

  private LookAtThePage() {}

  /**
   * @param arguments the port; 8123 without one
   */
  public static void main(String[] arguments) throws InterruptedException {
    var station = BlueLab.station();
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8123;
    var noise = new Random(1);
    try (var server = WebServer.start(station, WebSettings.onLoopback(port))) {
      System.out.println("page: " + server.address());
      for (int second = 1; ; second++) {
        Thread.sleep(1000);
        station.advance(Duration.ofSeconds(1));
        if (second % 10 == 0) {
          station.report("fridge/mxc/temperature", 0.0093 + 0.00001 * noise.nextGaussian());
          station.report("fridge/compressor/water-out", 29.4 + 0.05 * noise.nextGaussian());
        }
      }
    }
  }
}
