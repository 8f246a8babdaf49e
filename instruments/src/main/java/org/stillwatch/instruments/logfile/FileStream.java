package org.stillwatch.instruments.logfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.link.file.FilePosition;
import org.stillwatch.link.file.FileRecord;
import org.stillwatch.link.file.RecordCutter;

/**
 * The rows of one past file, read from its beginning. It opens its file only when its rows are
 * needed and closes it after the last.
 */
final class FileStream implements AutoCloseable {

  /** How many records are looked at to find out when a file begins. */
  private static final int PEEKED = 200;

  private final Path path;
  private final String file;
  private final Optional<LocalDate> day;
  private final LogFormat format;
  private final RowTally tally;
  private Instant key = Instant.MIN;
  private boolean open;
  private boolean over;

  private @Nullable InputStream in;
  private @Nullable RecordCutter cutter;
  private @Nullable RowReader reader;
  private byte[] buffer = {};
  private int start;
  private int end;
  private boolean atEnd;
  private long offset;
  private long number;

  private RowJudge.@Nullable Filed head;

  /**
   * @param file its name relative to the folder, as live following has it
   */
  FileStream(Path path, String file, LogFormat format, RowTally tally) {
    this.path = path;
    this.file = file;
    this.day = format.day(file);
    this.format = format;
    this.tally = tally;
  }

  String file() {
    return file;
  }

  Optional<LocalDate> day() {
    return day;
  }

  /** The time of the next row, or before it the least that it can be. */
  Instant key() {
    return key;
  }

  void startsAt(Instant least) {
    key = least;
  }

  boolean isOpen() {
    return open;
  }

  /** No more rows. */
  boolean isOver() {
    return over;
  }

  /** Bytes read so far. */
  long done() {
    return offset;
  }

  List<Channel> channels() {
    return reader == null ? List.of() : reader.channels();
  }

  /** The time of the first row with readings, if it can be found quickly; the file is closed. */
  Instant peekStart() {
    try {
      begin();
      for (int i = 0; i < PEEKED; i++) {
        var record = nextRecord();
        if (record == null) {
          break;
        }
        if (reader != null && reader.read(record) instanceof Row.Values values) {
          return values.time();
        }
      }
      return Instant.MIN;
    } catch (IOException e) {
      return Instant.MIN;
    } finally {
      end();
      offset = 0;
      number = 0;
    }
  }

  /** Opens the file and goes to its first row. */
  void open() {
    open = true;
    try {
      begin();
      advance();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Takes the rows of this instant from the front into the group. */
  void takeInto(List<RowJudge.Filed> group, Instant time) {
    try {
      for (int i = 0; i < FileQueue.GROUP_ROWS; i++) {
        var row = head;
        if (row == null || !row.row().time().equals(time)) {
          return;
        }
        group.add(row);
        advance();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void advance() throws IOException {
    head = null;
    while (true) {
      var record = nextRecord();
      if (record == null) {
        close();
        return;
      }
      switch (read(record)) {
        case Row.Nothing nothing -> tally.nothing();
        case Row.Unreadable bad -> tally.unreadable(file, day, record.number(), bad.why());
        case Row.Values values -> {
          tally.readable(file);
          head = new RowJudge.Filed(file, record.number(), values);
          key = values.time();
          return;
        }
      }
    }
  }

  private Row read(FileRecord record) {
    try {
      return reader == null
          ? new Row.Unreadable("no reader for this file", RowMemory.EMPTY)
          : reader.read(record);
    } catch (RuntimeException e) {
      // a reader of a lab's own jar may have a mistake: that must not stop the other files
      return new Row.Unreadable("its reader failed: " + e, RowMemory.EMPTY);
    }
  }

  private void begin() throws IOException {
    var records = format.records(file);
    in = Files.newInputStream(path);
    var first = in.readNBytes(records.headBytes());
    var cuts = records.cutter(first);
    cutter = cuts;
    reader = format.open(file, first, "");
    buffer = Arrays.copyOf(first, Math.max(first.length, 2 * cuts.window()));
    start = 0;
    end = first.length;
    atEnd = first.length < records.headBytes();
  }

  private @Nullable FileRecord nextRecord() throws IOException {
    var cuts = cutter;
    if (cuts == null) {
      return null;
    }
    while (true) {
      int there = Math.min(end - start, cuts.window());
      int length =
          there == 0 ? 0 : cuts.next(ByteBuffer.wrap(buffer, start, there).slice(), offset);
      if (length <= 0 && !atEnd && there < cuts.window()) {
        fill();
      } else if (length <= 0 && there == 0) {
        return null;
      } else if (length <= 0 && there < cuts.window() && !format.takesOpenEnd(file)) {
        return null;
      } else {
        return cut(length <= 0 ? there : Math.min(length, there));
      }
    }
  }

  private FileRecord cut(int length) {
    var bytes = Arrays.copyOfRange(buffer, start, start + length);
    number++;
    var after = new FilePosition(file, "", offset + length, number, "");
    var record = new FileRecord(file, offset, number, bytes, after);
    start += length;
    offset += length;
    return record;
  }

  private void fill() throws IOException {
    if (in == null) {
      atEnd = true;
      return;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      atEnd = true;
    } else {
      end += read;
    }
  }

  private void fail(IOException e) {
    var why =
        switch (e) {
          case AccessDeniedException denied -> "this user may not read it";
          case NoSuchFileException gone -> "there is no such file";
          default -> "cannot be read: " + e.getMessage();
        };
    tally.problem(file, number + 1, why + "; the other files go on");
    close();
  }

  @Override
  public void close() {
    open = true;
    over = true;
    head = null;
    end();
  }

  private void end() {
    var stream = in;
    in = null;
    cutter = null;
    buffer = new byte[0];
    start = 0;
    end = 0;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        // nothing is lost: all that was wanted has been read
        atEnd = true;
      }
    }
  }
}
