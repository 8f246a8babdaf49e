package org.stillwatch.notifiers.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.stillwatch.notifiers.Samples;

/** Writes the sample curves as pictures into the folder of its argument, to look at them. */
final class LookAtCurves {

  private LookAtCurves() {}

  public static void main(String[] args) throws IOException {
    var to = Files.createDirectories(Path.of(args[0]));
    for (var curve : List.of(Samples.temperature(), Samples.pressure(), Samples.valve())) {
      var file = to.resolve(curve.channel().id().text().replace('/', '-') + ".png");
      System.out.println(Files.write(file, CurvePicture.png(curve, ZoneId.of("Europe/Zurich"))));
    }
  }
}
