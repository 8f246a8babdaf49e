package org.stillwatch.cos.figure;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** A sheet as a PDF of one page: lines and letters as such, and no date. */
final class PdfFile {
  private PdfFile() {}

  static void write(Sheet sheet, OutputStream out) throws IOException {
    float width = (float) sheet.width();
    float height = (float) sheet.height();
    try (var document = new PDDocument();
        var letters = new PdfBoxGraphics2DFontTextDrawer()) {
      var page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      letters.registerFont(Ink.faceName(), Ink.letters());
      var g2 = new PdfBoxGraphics2D(document, width, height);
      try {
        g2.setFontTextDrawer(letters);
        sheet.draw(g2);
      } finally {
        g2.dispose();
      }
      try (var content = new PDPageContentStream(document, page)) {
        content.drawForm(g2.getXFormObject());
      }
      document.getDocumentInformation().setTitle(sheet.title());
      document.getDocumentInformation().setCreator("Stillwatch");
      document.getDocumentCatalog().setLanguage("en");
      // else it would be made of the time of writing
      document.setDocumentId(
          (long) Arrays.hashCode(sheet.title().getBytes(StandardCharsets.UTF_8)));
      document.save(out);
    }
  }
}
