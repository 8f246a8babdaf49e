package org.stillwatch.notifiers.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Curve;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.notifiers.Samples;

class CurvePictureTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final int LINE = 0x1f6f8b;
  private static final int LIMIT = 0xb3261e;

  private static BufferedImage drawn(Curve curve) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(CurvePicture.png(curve, ZURICH)));
  }

  /** Whether any pixel of the column has about this colour. */
  private static boolean has(BufferedImage image, int x, int rgb) {
    return IntStream.range(0, image.getHeight()).anyMatch(y -> near(image.getRGB(x, y), rgb));
  }

  private static boolean near(int a, int b) {
    return IntStream.of(0, 8, 16)
        .allMatch(shift -> Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)) < 40);
  }

  @Test
  void drawsALineThatBreaksWhereReadingsAreMissing() throws IOException {
    var image = drawn(Samples.temperature());
    assertEquals(1280, image.getWidth());
    assertEquals(600, image.getHeight());
    // from 08:00 to 14:00 across the plot; 10:00 to 11:00 has no readings
    int first = first(image);
    int last = last(image);
    int hour = (last - first) / 6;
    assertTrue(has(image, first + hour, LINE), "no line at 09:00");
    assertFalse(has(image, first + hour * 5 / 2, LINE), "a line at 10:30, where nothing was read");
    assertTrue(has(image, first + hour * 4, LINE), "no line at 12:00");
    assertTrue(
        IntStream.range(first, last).anyMatch(x -> has(image, x, LIMIT)), "no limit is drawn");
  }

  private static int first(BufferedImage image) {
    return IntStream.range(0, image.getWidth())
        .filter(x -> has(image, x, LINE))
        .findFirst()
        .orElseThrow();
  }

  private static int last(BufferedImage image) {
    return IntStream.range(0, image.getWidth())
        .filter(x -> has(image, x, LINE))
        .max()
        .orElseThrow();
  }

  @Test
  void showsDecadesByTheirLogarithmAndStatesByTheirWords() {
    assertTrue(Axes.value(Samples.pressure()) instanceof LogAxis);
    assertEquals("mbar", Axes.value(Samples.pressure()).getLabel());
    assertTrue(Axes.value(Samples.temperature()) instanceof NumberAxis);
    var states = (SymbolAxis) Axes.value(Samples.valve());
    assertEquals(List.of("closed", "open"), List.of(states.getSymbols()));
  }

  @Test
  void neverTakesTheLogarithmOfWhatIsNotPositive() {
    var pressure = Samples.pressure();
    var points = new java.util.ArrayList<>(pressure.points());
    points.add(new Curve.Point(pressure.to(), OptionalDouble.of(0), OptionalDouble.of(0)));
    var axis =
        Axes.value(
            new Curve(
                pressure.channel(), pressure.from(), pressure.to(), points, pressure.limits()));
    assertFalse(axis instanceof LogAxis);
  }

  @Test
  void drawsWhateverItIsGiven() throws IOException {
    var some = Samples.temperature();
    for (var values :
        new double[][] {{}, {5}, {0, 0}, {Double.NaN}, {-1e300, 1e300}, {1e-300, 1}}) {
      var points =
          IntStream.range(0, values.length)
              .mapToObj(
                  i ->
                      new Curve.Point(
                          some.from().plusSeconds(60L * i),
                          OptionalDouble.of(values[i]),
                          OptionalDouble.of(values[i])))
              .toList();
      for (var limits : List.of(List.<Double>of(), List.of(29.0), List.of(0.0, -5.0))) {
        for (var to : List.of(some.to(), some.from())) {
          var curve = new Curve(some.channel(), some.from(), to, points, limits);
          assertEquals(1280, drawn(curve).getWidth());
        }
      }
    }
  }

  @Test
  void givesNoneForAMessageWithoutACurve() {
    var notice =
        new Notice(
            "a",
            Samples.START,
            "lab",
            Notice.Kind.TEST,
            Severity.INFO,
            "t",
            "t",
            Optional.empty(),
            Optional.empty(),
            false);
    assertEquals(Optional.empty(), CurvePicture.of(Message.of(notice), ZURICH));
    assertTrue(CurvePicture.of(Samples.withCurve(notice), ZURICH).isPresent());
  }
}
