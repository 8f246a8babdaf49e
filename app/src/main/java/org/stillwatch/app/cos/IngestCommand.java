package org.stillwatch.app.cos;

import java.io.Console;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.cos.ingest.FileNote;
import org.stillwatch.cos.ingest.IngestReport;
import org.stillwatch.cos.product.Product;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the catalogue to what is in the archive. */
@Command(
    name = "ingest",
    aliases = "cm_ingest",
    description = {
      "Takes what is new in the archive into the catalogue and makes the gain maps of its images.",
      "May be stopped at any moment; the next ingest goes on. A bad file stops no other: all bad",
      "files are listed at the end, and the exit code is 1."
    },
    footer = {"", "Example: stillwatch cos ingest --settings cos.yaml"})
final class IngestCommand implements Callable<Integer> {

  @Mixin private Working working = new Working();

  @Option(
      names = "--trends",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "TRUTH",
      converter = Truth.Converter.class,
      description = "fit the gain's trends anew; without it, on Mondays (UTC)")
  private @Nullable Truth trends;

  @Override
  public Integer call() {
    var settings = working.settings();
    var clock = InstantSource.system();
    try (var log = new CosLog(working.out(), settings.monitors(), clock);
        var place = Workplace.open(settings, CodeVersion.VALUE, clock)) {
      Product.removeLeftovers(settings.images(), clock.instant().minus(Duration.ofDays(1)));
      log.info("ingest of " + settings.data() + " into the " + place.catalogue().words());
      var console = Optional.ofNullable(System.console());
      var bar = new IngestBar(working.err(), console.filter(Console::isTerminal).isPresent());
      IngestReport report;
      try {
        report = place.ingest().run(bar);
      } finally {
        bar.end();
      }
      boolean monday = clock.instant().atOffset(ZoneOffset.UTC).getDayOfWeek() == DayOfWeek.MONDAY;
      if (trends == null ? monday : trends.holds()) {
        place.catalogue().renewTrends();
        log.info("trends of the gain were fitted anew");
      }
      var missing = place.putMapsRight();
      tell(report, log);
      missing.forEach(log::warning);
      return report.bad().isEmpty() && report.unreadable().isEmpty() && missing.isEmpty() ? 0 : 1;
    }
  }

  private static void tell(IngestReport report, CosLog log) {
    report.notes().forEach(note -> log.warning(note.words()));
    report.empty().forEach(note -> log.info("not measured: " + note.words()));
    log.info(
        String.format(
            Locale.ROOT,
            "%d files in the archive: %d read, %d moved, %d gone, %d with another time and the same"
                + " content%s",
            report.found(),
            report.read(),
            report.moved(),
            report.removed(),
            report.touched(),
            report.flagsRenewed() ? "; flags made anew" : "; flags as they were"));
    list("could not be read", report.unreadable(), log);
    list("cannot be used", report.bad(), log);
  }

  private static void list(String what, List<FileNote> files, CosLog log) {
    if (!files.isEmpty()) {
      log.warning(files.size() + (files.size() == 1 ? " file " : " files ") + what + ":");
      files.forEach(note -> log.warning("  " + note.words()));
    }
  }
}
