package org.stillwatch.reports;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.station.Reporter;
import org.stillwatch.core.station.RunRecord;
import org.stillwatch.reports.page.HtmlFile;
import org.stillwatch.reports.page.PdfFile;

/** The report of a run as HTML and as PDF; both say the same. */
public final class RunReporter implements Reporter {

  private static final int NAME_LENGTH = 40;

  @Override
  public List<Attachment> report(RunRecord record) {
    var document = RunDocument.of(record);
    var name = name(record);
    return List.of(
        new Attachment(name + ".html", "text/html", HtmlFile.of(document)),
        new Attachment(name + ".pdf", "application/pdf", PdfFile.of(document)));
  }

  /** {@code 2026-06-26-full-cooldown-fridge}. */
  private static String name(RunRecord record) {
    var run = record.run().run();
    LocalDate day = run.started().atZone(record.zone()).toLocalDate();
    return String.join("-", day.toString(), plain(run.procedure()), plain(run.fridge()));
  }

  private static String plain(String name) {
    var safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var word = safe.replaceAll("^-+|-+$", "");
    return word.isEmpty() ? "run" : word.substring(0, Math.min(NAME_LENGTH, word.length()));
  }
}
