package org.stillwatch.notifiers.email;

import java.net.URI;
import java.time.ZoneId;
import org.stillwatch.core.notice.Message;
import org.stillwatch.notifiers.text.Html;
import org.stillwatch.notifiers.text.Tone;
import org.stillwatch.notifiers.text.Words;

/** The message as HTML with styles in place, since mail programs read no style sheets. */
final class HtmlPage {

  private static final String CELL = "padding:3px 14px 3px 0;border-bottom:1px solid #e3e7e9";

  private HtmlPage() {}

  /**
   * @param picture the content id of the curve, empty when there is none
   */
  static String of(Message message, ZoneId zone, String picture) {
    var colour = Tone.of(message).hex();
    var page = new StringBuilder(1024);
    page.append("<!doctype html><html><head><meta charset=\"utf-8\"></head>");
    page.append("<body style=\"margin:0;padding:16px;font:14px/1.5 sans-serif;color:#26323a\">");
    page.append("<div style=\"border-left:4px solid ").append(colour);
    page.append(";padding:2px 0 2px 14px\">");
    page.append("<div style=\"font-size:17px;font-weight:bold;color:").append(colour).append("\">");
    page.append(Html.escaped(Words.title(message))).append("</div>");
    page.append("<div style=\"margin-top:6px\">");
    page.append(Html.escaped(Words.text(message)).replace("\n", "<br>\n")).append("</div></div>");
    message
        .acknowledge()
        .ifPresent(
            uri ->
                page.append("<p>").append(button(Words.ACKNOWLEDGE, uri, colour)).append("</p>"));
    if (!picture.isEmpty()) {
      page.append("<p><img src=\"cid:").append(picture);
      page.append("\" width=\"640\" alt=\"\" style=\"max-width:100%\"></p>");
    }
    if (!message.table().isEmpty()) {
      page.append("<table style=\"border-collapse:collapse;margin:14px 0\">");
      for (var row : message.table()) {
        page.append("<tr><td style=\"").append(CELL).append("\">");
        page.append(Html.escaped(Words.line(row.name())));
        page.append("</td><td style=\"").append(CELL).append(";font-weight:bold\">");
        page.append(Html.escaped(Words.line(row.value()))).append("</td></tr>");
      }
      page.append("</table>");
    }
    page.append("<p style=\"color:#7a868c;font-size:12px\">");
    page.append(Html.escaped(Words.smallPrint(message, zone)));
    for (var file : message.files()) {
      file.address().ifPresent(uri -> page.append("<br>").append(link(file.name(), uri)));
    }
    message.whole().ifPresent(uri -> page.append("<br>").append(link("See it on the page", uri)));
    return page.append("</p></body></html>\n").toString();
  }

  private static String link(String words, URI page) {
    return "<a href=\"" + Html.escaped(page.toString()) + "\">" + Html.escaped(words) + "</a>";
  }

  private static String button(String words, URI page, String colour) {
    return "<a href=\"%s\" style=\"%s;background:%s\">%s</a>"
        .formatted(
            Html.escaped(page.toString()),
            "display:inline-block;padding:7px 16px;border-radius:4px;color:#ffffff;"
                + "text-decoration:none",
            colour,
            words);
  }
}
