package org.stillwatch.stores.records;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * Writes {@code 2026_status.log}, a line for each notice of a procedure, and {@code
 * 2026_readings.csv}, a row for each snapshot of the fridge. The outbox before it keeps the order,
 * and knows what must be tried again: a line that may have been written is looked for at the end of
 * its file, and half a line that a crash left is written anew.
 */
public final class YearlyRecords implements Notifier {

  /** What it must be given. */
  public static final Set<Notice.Kind> KINDS =
      EnumSet.of(Notice.Kind.PROCEDURE, Notice.Kind.SNAPSHOT);

  private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("uuuu", Locale.ROOT);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT);

  /** A warning of a procedure says so in its title; the level of its line does already. */
  private static final String WARNING = "Warning: ";

  private final RecordSettings settings;
  private final ReadingStore store;

  /** Makes the folder, when it is to be made and can be. */
  public YearlyRecords(RecordSettings settings, ReadingStore store) {
    this.settings = settings;
    this.store = store;
    if (settings.make()) {
      try {
        var made = Files.createDirectories(settings.folder());
      } catch (IOException e) {
        // said with the first line that cannot be written
        return;
      }
    }
  }

  @Override
  public Delivery deliver(Message message) {
    if (!Files.isDirectory(settings.folder())) {
      return new Delivery.TryLater(
          Optional.empty(),
          "there is no folder " + settings.folder() + "; what is to be recorded waits for it");
    }
    var receipts = new ArrayList<String>();
    try {
      for (var notice : message.sum().isEmpty() ? List.of(message.notice()) : message.sum()) {
        var receipt = record(notice, message.possibleRepeat());
        if (receipt.isEmpty()) {
          return new Delivery.Refused(
              "the store has no snapshot that '" + notice.title() + "' could tell of");
        }
        receipts.add(receipt.get());
      }
    } catch (IOException e) {
      return new Delivery.TryLater(Optional.empty(), why(e), true);
    } catch (StoreUnavailable e) {
      return new Delivery.TryLater(Optional.empty(), String.valueOf(e.getMessage()), true);
    }
    return new Delivery.Delivered(String.join("; ", receipts));
  }

  private String why(IOException e) {
    return switch (e) {
      case UnknownTable unknown -> String.valueOf(unknown.getMessage());
      case AccessDeniedException denied ->
          "this user may not write " + denied.getFile() + "; what is to be recorded waits";
      default ->
          "nothing can be written in "
              + settings.folder()
              + " ("
              + e.getMessage()
              + "); what is to be recorded waits";
    };
  }

  /** What was done; empty when it cannot be done. */
  private Optional<String> record(Notice notice, boolean mayBeThere) throws IOException {
    return switch (notice.kind()) {
      case PROCEDURE -> Optional.of(log(notice, mayBeThere));
      case SNAPSHOT -> {
        var snapshot = snapshot(notice);
        yield snapshot.isEmpty()
            ? Optional.empty()
            : Optional.of(
                hasFridge(snapshot.get())
                    ? table(snapshot.get(), mayBeThere)
                    : "no row: the set '"
                        + snapshot.get().set()
                        + "' has no channel of "
                        + settings.instrument());
      }
      case ALARM, CLEARED, TEST, SYSTEM -> Optional.of("not recorded");
    };
  }

  private Path file(Instant time, String name) {
    return settings.folder().resolve(YEAR.format(time.atZone(settings.zone())) + name);
  }

  private String log(Notice notice, boolean mayBeThere) throws IOException {
    var title = notice.title();
    var text = title.startsWith(WARNING) ? title.substring(WARNING.length()) : title;
    var line =
        STAMP.format(notice.time().atZone(settings.zone()))
            + (notice.severity() == Severity.INFO ? " INFO: " : " WARNING: ")
            + text.replaceAll("\\R", " ");
    var path = file(notice.time(), "_status.log");
    try (var file = RecordFile.open(path)) {
      return written(file.append(line, line, mayBeThere), path);
    }
  }

  private static String written(boolean now, Path path) {
    return (now ? "written to " : "was already in ") + path.getFileName();
  }

  /** The stored snapshot that a notice tells of; there may be several of one time. */
  private Optional<StoredSnapshot> snapshot(Notice notice) {
    var rule = notice.rule().orElse("");
    return store.snapshotsAt(notice.time()).stream()
        .filter(each -> each.noticeId(notice.station(), rule).equals(notice.id()))
        .findFirst();
  }

  private boolean hasFridge(StoredSnapshot snapshot) {
    return snapshot.readings().stream()
        .anyMatch(reading -> reading.channel().instrument().equals(settings.instrument()));
  }

  private String table(StoredSnapshot snapshot, boolean mayBeThere) throws IOException {
    var row = ReadingsRow.of(snapshot, store, settings);
    var ours = ReadingsRow.headings(settings);
    var path = file(snapshot.time(), "_readings.csv");
    try (var file = RecordFile.open(path)) {
      var titles = titles(file, path, ours);
      var headings = titles.orElse(ours);
      var fields = row.under(headings);
      var key = PythonText.row(fields.subList(0, ReadingsRow.FIRST.size())) + ",";
      var line = PythonText.row(fields);
      var lines = titles.isPresent() ? line : PythonText.row(ours) + "\n" + line;
      var receipt = new StringBuilder(written(file.append(lines, key, mayBeThere), path));
      if (!row.empty().isEmpty()) {
        receipt.append("; empty: ").append(String.join(", ", row.empty()));
      }
      var without = ours.stream().filter(title -> !headings.contains(title)).toList();
      if (!without.isEmpty()) {
        receipt
            .append("; the file was begun without ")
            .append(String.join(", ", without))
            .append(", the next year's will have it");
      }
      return receipt.toString();
    }
  }

  /** The titles that the file has; empty when it is to be begun. */
  private static Optional<List<String>> titles(RecordFile file, Path path, List<String> ours)
      throws IOException {
    if (file.first().isEmpty()) {
      if (!PythonText.row(ours).startsWith(file.begun().strip())) {
        throw new UnknownTable(path, file.begun());
      }
      file.empty();
      return Optional.empty();
    }
    var titles =
        Arrays.stream(file.first().get().split(",", -1))
            .map(title -> title.strip().replace("\"", ""))
            .toList();
    if (titles.size() < ReadingsRow.FIRST.size()
        || !titles.subList(0, ReadingsRow.FIRST.size()).equals(ReadingsRow.FIRST)) {
      throw new UnknownTable(path, file.first().get());
    }
    return Optional.of(titles);
  }

  /** A file in the place of ours is no table of readings. */
  private static final class UnknownTable extends IOException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 40;

    UnknownTable(Path path, String begin) {
      super(
          path
              + " begins with '"
              + (begin.length() > SHOWN ? begin.substring(0, SHOWN) + "..." : begin)
              + "'; expected the titles Date,Time,Status ...; move it away, what is to be recorded"
              + " waits");
    }
  }
}
