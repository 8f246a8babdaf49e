package org.stillwatch.cos.figure;

import java.util.List;
import java.util.Locale;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Superpixels;

/** The page of a hot spot: its gain over time, and all values below. It needs no other file. */
final class HotSpotPage {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;color:#1d2529;background:#fff;max-width:64rem;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.5rem;margin:0 0 .5rem}
      figure{margin:1rem 0}
      svg{width:100%;height:auto;display:block}
      table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
      caption{text-align:left;font-weight:600;padding:.5rem 0}
      th,td{text-align:right;padding:.2rem .6rem;border-bottom:1px solid #dfe4e6}
      th:last-child,td:last-child{text-align:left}
      """;

  private final HotSpot hotSpot;

  HotSpotPage(HotSpot hotSpot) {
    this.hotSpot = hotSpot;
  }

  String html() {
    var title =
        String.format(
            Locale.ROOT,
            "Hot spot %s, XCORR %d, YCORR %d",
            hotSpot.segment(),
            hotSpot.nativeX(),
            hotSpot.nativeY());
    var page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    page.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'\">\n");
    page.append("<title>").append(Html.escaped(title)).append("</title>\n");
    page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(Html.escaped(title)).append("</h1>\n");
    page.append("<p>").append(Html.escaped(summary())).append("</p>\n");
    if (!hotSpot.measurements().isEmpty()) {
      page.append("<figure>\n").append(new HotSpotPlot(hotSpot).svg()).append("</figure>\n");
      table(page);
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private String summary() {
    var where =
        String.format(
            Locale.ROOT,
            "The superpixel covers native pixels %d to %d along dispersion and %d to %d across it.",
            hotSpot.nativeX(),
            hotSpot.nativeX() + Superpixels.X_BINNING - 1,
            hotSpot.nativeY(),
            hotSpot.nativeY() + Superpixels.Y_BINNING - 1);
    var all = hotSpot.measurements();
    if (all.isEmpty()) {
      return where + " Nothing was measured of it.";
    }
    return where
        + String.format(
            Locale.ROOT,
            " It was measured %s, from %s to %s.",
            all.size() == 1 ? "once" : all.size() + " times",
            day(all.getFirst()),
            day(all.getLast()))
        + below3(all)
        + undrawn(all);
  }

  private static String undrawn(List<Measurement> all) {
    long without = all.stream().filter(measurement -> !HotSpotPlot.drawn(measurement)).count();
    return without == 0
        ? ""
        : " Measurements without a gain, which are not drawn: " + without + ".";
  }

  private static String below3(List<Measurement> all) {
    return all.stream()
        .filter(HotSpotPlot::sagged)
        .findFirst()
        .map(
            first ->
                String.format(
                    Locale.ROOT,
                    " Its gain was at most 3 for the first time on %s, at HV %d.",
                    day(first),
                    first.hv()))
        .orElse(" Its gain was never at most 3.");
  }

  private void table(StringBuilder page) {
    page.append("<table>\n<caption>Modal gain by CCI</caption>\n<thead><tr>");
    for (var head :
        List.of("MJD", "Date (UTC)", "HV", "Modal gain (PHA bins)", "At most 3", "Events", "CCI")) {
      page.append("<th scope=\"col\">").append(head).append("</th>");
    }
    page.append("</tr></thead>\n<tbody>\n");
    for (var measurement : hotSpot.measurements()) {
      page.append("<tr>");
      for (var cell :
          List.of(
              String.format(Locale.ROOT, "%.5f", measurement.expstart()),
              day(measurement),
              Integer.toString(measurement.hv()),
              HotSpotPlot.drawn(measurement)
                  ? String.format(Locale.ROOT, "%.3f", measurement.gain())
                  : "absent",
              HotSpotPlot.sagged(measurement) ? "yes" : "",
              Integer.toString(measurement.counts()),
              measurement.source())) {
        page.append("<td>").append(Html.escaped(cell)).append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  private static String day(Measurement measurement) {
    return Double.isFinite(measurement.expstart())
        ? new Mjd(measurement.expstart()).instant().toString().substring(0, 10)
        : "unknown";
  }
}
