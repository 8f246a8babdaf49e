package org.stillwatch.reports.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.stillwatch.reports.page.Document.Block;
import org.stillwatch.reports.page.Document.Column;

/** A document as one HTML file that needs no other, for a screen and for paper. */
public final class HtmlFile {

  /**
   * The file may do nothing but be shown, wherever it is opened. The same text suits the header of
   * an answer over HTTP.
   */
  public static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private static final String STYLE =
      """
      :root { color-scheme: light; }
      body { margin: 0 auto; padding: 28px 20px 60px; max-width: 920px; background: #fff;
        color: #26323a; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
      h1 { margin: 0; font-size: 27px; line-height: 1.25; font-weight: 650; }
      h2 { margin: 34px 0 8px; font-size: 17px; font-weight: 650; break-after: avoid; }
      .under { margin: 2px 0 20px; color: #66737a; }
      p { margin: 8px 0; max-width: 46em; }
      dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 22px; margin: 0; }
      dt { color: #66737a; }
      dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext; }
      .wide { overflow-x: auto; margin: 8px 0 18px; }
      table { border-collapse: collapse; width: 100%; font-size: 13.5px; line-height: 1.4; }
      th { text-align: left; font-weight: 600; color: #66737a; border-bottom: 1.5px solid #c3cbd0;
        white-space: pre-line; vertical-align: bottom; }
      th, td { padding: 5px 14px 5px 0; }
      td { vertical-align: top; border-bottom: 1px solid #e3e7e9; white-space: pre-line; overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums; }
      tr { break-inside: avoid; }
      th:last-child, td:last-child { padding-right: 0; }
      .right { text-align: right; }
      svg { display: block; width: 100%; height: auto; margin: 12px 0; break-inside: avoid;
        font-family: inherit; }
      @page { margin: 16mm 14mm; }
      @media print { body { padding: 0; max-width: none; font-size: 10.5pt; } table { font-size: 9pt; }
        .wide { overflow: visible; } }
      """;

  private final StringBuilder html = new StringBuilder(64 * 1024);

  private HtmlFile() {}

  public static byte[] of(Document document) {
    var file = new HtmlFile();
    file.write(document);
    return file.html.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Document document) {
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"").append(POLICY);
    html.append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(line(document.title())).append("</title>\n");
    html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    html.append("<h1 dir=\"auto\">").append(line(document.title())).append("</h1>\n");
    html.append("<p class=\"under\">").append(line(document.subtitle())).append("</p>\n");
    document.blocks().forEach(this::write);
    html.append("</body>\n</html>\n");
  }

  private void write(Block block) {
    switch (block) {
      case Block.Heading(String text) -> html.append("<h2>").append(line(text)).append("</h2>\n");
      case Block.Paragraph(String text) -> html.append("<p>").append(text(text)).append("</p>\n");
      case Block.Facts facts -> {
        html.append("<dl>\n");
        for (var fact : facts.facts()) {
          html.append("<dt>").append(line(fact.name())).append("</dt>");
          html.append("<dd dir=\"auto\">").append(text(fact.value())).append("</dd>\n");
        }
        html.append("</dl>\n");
      }
      case Block.Table table -> write(table);
      case Block.Picture(Drawing drawing, String words) ->
          html.append(Svg.of(drawing, line(words))).append('\n');
    }
  }

  private void write(Block.Table table) {
    double all = table.columns().stream().mapToDouble(Column::share).sum();
    html.append("<div class=\"wide\"><table>\n<colgroup>");
    for (var column : table.columns()) {
      html.append(
          String.format(Locale.ROOT, "<col style=\"width:%.1f%%\">", 100 * column.share() / all));
    }
    html.append("</colgroup>\n<thead><tr>");
    for (var column : table.columns()) {
      html.append(column.right() ? "<th class=\"right\">" : "<th>");
      html.append(text(column.title())).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (var row : table.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(table.columns().get(i).right() ? "<td class=\"right\">" : "<td dir=\"auto\">");
        html.append(text(row.get(i))).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table></div>\n");
  }

  private static String line(String text) {
    return escaped(Letters.line(text));
  }

  private static String text(String text) {
    return escaped(Letters.clean(text));
  }

  /** Safe as text and within the quotation marks of an attribute. */
  static String escaped(String clean) {
    var safe = new StringBuilder(clean.length() + 16);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
