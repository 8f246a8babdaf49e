package org.stillwatch.cos.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsReader;
import org.stillwatch.formats.fits.FitsTable;

/**
 * The tables of calibration lamps ({@code LAMPTAB}) in the directory of reference files: where a
 * spectrum of the lamp lies at each position of the grating. Each is read once.
 */
final class LampTables {
  private static final Pattern NAME = Pattern.compile("(?:[a-z]+\\$)?([A-Za-z0-9_-]+)\\.fits");
  private static final Pattern FILES = Pattern.compile(".+_lamp\\.fits(\\.gz)?");

  private final Optional<Path> folder;
  private final Map<String, Answer> tables = new ConcurrentHashMap<>();

  /** Which row of a table is meant. */
  record Setting(String segment, String optElem, int cenwave, int fpOffset) {
    String words() {
      return "segment %s, %s, central wavelength %d, FP offset %d"
          .formatted(segment, optElem, cenwave, fpOffset);
    }
  }

  /** A table, or where and why there is none. */
  private sealed interface Answer {
    record Table(Path file, boolean offsets, Map<Setting, Double> shifts) implements Answer {}

    record None(FileNote why) implements Answer {}
  }

  /** A shift in pixels, or why it is not known. */
  sealed interface Shift {
    record Known(double pixels) implements Shift {}

    record Unknown(FileNote why) implements Shift {}
  }

  LampTables(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Says all that shifts depend on: the tables that are there, by their content. */
  String recipe() {
    if (folder.isEmpty()) {
      return "no lref";
    }
    var told = new StringBuilder();
    try (var files = Files.list(folder.get())) {
      for (var file : files.sorted().toList()) {
        if (FILES.matcher(file.getFileName().toString()).matches()) {
          told.append(file.getFileName()).append(' ').append(Hash.of(file)).append('\n');
        }
      }
    } catch (IOException e) {
      throw new CosProblem(
          "cannot read the directory of reference files %s: %s; nothing was ingested"
              .formatted(folder.get(), e.getMessage()),
          e);
    }
    return "lref " + Hash.of(told.toString()).substring(0, 16);
  }

  /**
   * @param lamptab as the header of an exposure says it: {@code lref$u1t1616ol_lamp.fits}
   */
  Shift shift(String lamptab, Setting setting) {
    return switch (tables.computeIfAbsent(lamptab, this::open)) {
      case Answer.None(var why) -> new Shift.Unknown(why);
      case Answer.Table table when !table.offsets() -> new Shift.Known(0);
      case Answer.Table table ->
          Optional.ofNullable(table.shifts().get(setting))
              .<Shift>map(Shift.Known::new)
              .orElseGet(
                  () ->
                      new Shift.Unknown(
                          new FileNote(
                              table.file(),
                              "has no row for %s; x_shift of those flashes is not known"
                                  .formatted(setting.words()))));
    };
  }

  private Answer open(String lamptab) {
    if (folder.isEmpty()) {
      return new Answer.None(
          new FileNote(
              Path.of("lref"), "is not set; without lamp tables x_shift of flashes is not known"));
    }
    var name = NAME.matcher(lamptab);
    if (!name.matches()) {
      return new Answer.None(
          new FileNote(
              folder.get(),
              "LAMPTAB is '%s', expected the name of a table; x_shift of those flashes is not known"
                  .formatted(lamptab)));
    }
    var plain = folder.get().resolve(name.group(1) + ".fits");
    var packed = folder.get().resolve(name.group(1) + ".fits.gz");
    var file = Files.exists(plain) || !Files.exists(packed) ? plain : packed;
    try (var reader = FitsReader.open(file)) {
      reader.next();
      if (reader.next().isEmpty()) {
        throw new FitsProblem("has no extension, expected a table");
      }
      return read(file, reader.table());
    } catch (FitsProblem e) {
      return new Answer.None(
          new FileNote(file, e.getMessage() + "; x_shift of flashes that name it is not known"));
    }
  }

  private static Answer read(Path file, FitsTable table) {
    if (!table.has("FPOFFSET")) {
      return new Answer.Table(file, false, Map.of());
    }
    var segments = table.texts("SEGMENT");
    var elements = table.texts("OPT_ELEM");
    var waves = table.integers("CENWAVE");
    var offsets = table.integers("FPOFFSET");
    var pixels = table.reals("FP_PIXEL_SHIFT");
    var shifts = new HashMap<Setting, Double>();
    for (int i = 0; i < table.rows(); i++) {
      shifts.putIfAbsent(
          new Setting(segments.get(i), elements.get(i), waves.get(i), offsets.get(i)),
          pixels.get(i));
    }
    return new Answer.Table(file, true, shifts);
  }
}
