package org.stillwatch.cos.figure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A sheet as a PNG that knows its size on paper and no date. */
final class PngFile {
  private static final double INCHES_OF_METRE = 1 / 0.0254;

  private PngFile() {}

  static BufferedImage image(Sheet sheet, int dotsPerInch) {
    double scale = dotsPerInch / Sheet.POINTS;
    var image =
        new BufferedImage(
            (int) Math.round(sheet.width() * scale),
            (int) Math.round(sheet.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    var g2 = image.createGraphics();
    try {
      g2.scale(scale, scale);
      sheet.draw(g2);
    } finally {
      g2.dispose();
    }
    return image;
  }

  static void write(Sheet sheet, int dotsPerInch, OutputStream out) throws IOException {
    var image = image(sheet, dotsPerInch);
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    try (var to = new MemoryCacheImageOutputStream(out)) {
      var facts =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      tellSize(facts, dotsPerInch);
      writer.setOutput(to);
      writer.write(new IIOImage(image, null, facts));
    } finally {
      writer.dispose();
    }
  }

  private static void tellSize(IIOMetadata facts, int dotsPerInch) throws IOException {
    var dots = Long.toString(Math.round(dotsPerInch * INCHES_OF_METRE));
    var size = new IIOMetadataNode("pHYs");
    size.setAttribute("pixelsPerUnitXAxis", dots);
    size.setAttribute("pixelsPerUnitYAxis", dots);
    size.setAttribute("unitSpecifier", "meter");
    var root = new IIOMetadataNode("javax_imageio_png_1.0");
    root.appendChild(size);
    facts.mergeTree("javax_imageio_png_1.0", root);
  }
}
