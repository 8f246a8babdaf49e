package org.stillwatch.stores.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text file to which lines are added, one by one and durably. It may have been begun by another
 * program: its line ends are kept, and a last line without an end gets one.
 */
final class RecordFile implements AutoCloseable {

  /** No line is longer. */
  private static final int LONGEST = 1 << 16;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final FileChannel channel;
  private final boolean made;
  private final String lineEnd;
  private final @Nullable String first;

  private RecordFile(Path file, FileChannel channel, boolean made) throws IOException {
    this.file = file;
    this.channel = channel;
    this.made = made;
    cutZeros();
    var start = read(0, (int) Math.min(LONGEST, channel.size()));
    int end = start.indexOf('\n');
    lineEnd = end > 0 && start.charAt(end - 1) == '\r' ? "\r\n" : "\n";
    first = end < 0 ? null : start.substring(0, end).strip().replace(BYTE_ORDER_MARK, "");
  }

  /** Opens a file; makes it when it is not there. */
  static RecordFile open(Path file) throws IOException {
    boolean made = !Files.exists(file);
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return new RecordFile(file, channel, made);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The first line, when it has an end. */
  Optional<String> first() {
    return Optional.ofNullable(first);
  }

  /** What stands in the file while it has no whole line. */
  String begun() throws IOException {
    return first().isPresent() ? "" : read(0, (int) Math.min(LONGEST, channel.size()));
  }

  /** Takes everything out again that was begun and never became a line. */
  void empty() throws IOException {
    channel.truncate(0);
  }

  /**
   * Adds lines at the end; they are durable on return. When that fails, the file is as it was.
   *
   * @param key how the last line begins, by which it is known again
   * @param mayBeThere an earlier attempt may have written it, or half of it
   * @return whether it was written; else it was there already
   */
  boolean append(String lines, String key, boolean mayBeThere) throws IOException {
    long size = channel.size();
    var tail = read(Math.max(0, size - LONGEST), (int) Math.min(LONGEST, size));
    int lastEnd = tail.lastIndexOf('\n');
    var half = tail.substring(lastEnd + 1);
    if (mayBeThere && half.isEmpty() && lastEnd >= 0) {
      var last = tail.substring(tail.lastIndexOf('\n', lastEnd - 1) + 1, lastEnd);
      if (last.startsWith(key)) {
        channel.force(true);
        return false;
      }
    }
    if (mayBeThere && !half.isEmpty() && (half.startsWith(key) || key.startsWith(half))) {
      size -= half.getBytes(UTF_8).length;
      channel.truncate(size);
      half = "";
    }
    write((half.isEmpty() ? "" : lineEnd) + lines.replace("\n", lineEnd) + lineEnd, size);
    return true;
  }

  private void write(String text, long at) throws IOException {
    try {
      var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      for (long next = at; bytes.hasRemaining(); ) {
        next += channel.write(bytes, next);
      }
      channel.force(true);
    } catch (IOException e) {
      try {
        channel.truncate(at);
      } catch (IOException again) {
        // half a line stays; the next attempt finds it
        e.addSuppressed(again);
      }
      throw e;
    }
    if (made) {
      nameIsDurable();
    }
  }

  /** A power cut can leave a file longer than what was written, with zeros at its end. */
  private void cutZeros() throws IOException {
    long size = channel.size();
    var one = ByteBuffer.allocate(1);
    while (size > 0 && channel.read(one.clear(), size - 1) == 1 && one.get(0) == 0) {
      size--;
    }
    if (size < channel.size()) {
      channel.truncate(size);
    }
  }

  /** On Windows a folder cannot be opened, and need not be. */
  private void nameIsDurable() {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (var entry = FileChannel.open(folder, StandardOpenOption.READ)) {
        entry.force(true);
      } catch (IOException e) {
        // the file itself is durable
        return;
      }
    }
  }

  private String read(long from, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    for (int got = 0; bytes.hasRemaining() && got >= 0; ) {
      got = channel.read(bytes, from + bytes.position());
    }
    return new String(bytes.array(), 0, bytes.position(), UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
