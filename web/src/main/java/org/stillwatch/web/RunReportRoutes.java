package org.stillwatch.web;

import java.util.List;
import java.util.Locale;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.station.StationView;
import org.stillwatch.web.Endpoint.Answer;
import org.stillwatch.web.Endpoint.Parameter;
import org.stillwatch.web.Endpoint.Shape;

/** The reports of runs, as files. */
final class RunReportRoutes {

  /** A report is a page without scripts, whose style is in it. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private static final String PDF_POLICY = "default-src 'self'";

  private final StationView station;

  RunReportRoutes(StationView station) {
    this.station = station;
  }

  List<Endpoint> endpoints() {
    return List.of(
        report("html", "text/html; charset=utf-8", POLICY),
        report("pdf", "application/pdf", PDF_POLICY));
  }

  private Endpoint report(String ending, String mediaType, String policy) {
    return Endpoint.get(
        "/runs/{id}/report." + ending,
        "The report of a run of a procedure as "
            + ending.toUpperCase(Locale.ROOT)
            + "; of one that goes on as far as it has got.",
        List.of(Parameter.path("id", "The id of the run.")),
        new Shape.Media(mediaType),
        request -> {
          var file = file(request.path("id"), ending);
          return new Answer.Download(file.name(), mediaType, file.bytes(), policy);
        });
  }

  private Attachment file(String run, String ending) {
    try {
      return station.report(run).stream()
          .filter(file -> file.name().endsWith("." + ending))
          .findFirst()
          .orElseThrow(() -> new Refusal(404, "this station makes no reports"));
    } catch (IllegalArgumentException e) {
      throw new Refusal(404, String.valueOf(e.getMessage()));
    }
  }
}
