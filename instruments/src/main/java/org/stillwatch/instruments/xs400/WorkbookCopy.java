package org.stillwatch.instruments.xs400;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.stillwatch.instruments.logfile.LogText;

/**
 * A complete workbook, copied to a temporary file so that the program that writes it is never in
 * the way and never locked out. The copy is checked as a whole before a row of it is believed.
 */
final class WorkbookCopy implements Closeable {

  /** Bounds against files that are no logs: packed, and unpacked. A row unpacks to about 1 kB. */
  private static final long MOST_PACKED = 128L * 1024 * 1024;

  private static final long MOST_SHEET = 512L * 1024 * 1024;
  private static final long MOST_STRINGS = 32L * 1024 * 1024;

  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String STRINGS = "xl/sharedStrings.xml";

  /** What a try to copy a workbook gave. */
  sealed interface Taken {
    record Ready(WorkbookCopy copy) implements Taken {}

    /**
     * Not complete, or no workbook.
     *
     * @param why one clause for the user
     */
    record NotYet(String why) implements Taken {}
  }

  /** A file as it is now; another size or time is another version. */
  record Version(long size, FileTime modified) {
    static Version of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(attributes.size(), attributes.lastModifiedTime());
    }
  }

  private final Path copy;
  private final ZipFile zip;
  private final Version version;
  private final List<String> strings;

  private WorkbookCopy(Path copy, ZipFile zip, Version version, List<String> strings) {
    this.copy = copy;
    this.zip = zip;
    this.version = version;
    this.strings = strings;
  }

  /** Copies and checks a workbook; leaves nothing behind when it is not ready. */
  static Taken take(Path file) {
    Path copy;
    try {
      copy = Files.createTempFile("stillwatch-xs400-", ".xlsx");
    } catch (IOException e) {
      return new Taken.NotYet("no temporary file can be made: " + reason(e));
    }
    try {
      return new Taken.Ready(check(file, copy));
    } catch (IOException e) {
      delete(copy);
      return new Taken.NotYet(reason(e));
    }
  }

  private static WorkbookCopy check(Path file, Path copy) throws IOException {
    var version = Version.of(file);
    if (version.size() == 0) {
      throw new IOException("it is empty");
    }
    if (version.size() > MOST_PACKED) {
      throw new IOException(
          "it has "
              + version.size() / 1024 / 1024
              + " MiB; expected at most "
              + MOST_PACKED / 1024 / 1024);
    }
    copyBytes(file, copy);
    if (!Version.of(file).equals(version)) {
      throw new IOException("it was written while it was being read");
    }
    begin(copy);
    ZipFile zip;
    try {
      zip = new ZipFile(copy.toFile());
    } catch (IOException e) {
      throw new IOException("it is no complete zip", e);
    }
    try {
      verify(zip, SHEET, MOST_SHEET);
      List<String> strings = List.of();
      if (zip.getEntry(STRINGS) != null) {
        verify(zip, STRINGS, MOST_STRINGS);
        try (var in = stream(zip, STRINGS, MOST_STRINGS)) {
          strings = SheetReader.sharedStrings(in);
        }
      }
      return new WorkbookCopy(copy, zip, version, strings);
    } catch (IOException e) {
      zip.close();
      throw e;
    } catch (IllegalArgumentException e) {
      zip.close();
      throw new IOException("its list of parts is damaged", e);
    }
  }

  private static void copyBytes(Path file, Path copy) throws IOException {
    long bytes = 0;
    try (var in = Files.newInputStream(file);
        var out = Files.newOutputStream(copy)) {
      var buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes > MOST_PACKED) {
          throw new IOException("it grew while it was being read");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  /** A file of another sort gets a clearer sentence than "no complete zip". */
  private static void begin(Path copy) throws IOException {
    try (var in = Files.newInputStream(copy)) {
      var first = in.readNBytes(16);
      if (first.length >= 2 && (first[0] != 'P' || first[1] != 'K')) {
        throw new IOException(
            "it is no workbook: it begins with "
                + LogText.quote(LogText.line(first).lines().findFirst().orElse(""))
                + ", expected 'PK'");
      }
    }
  }

  private static void verify(ZipFile zip, String name, long most) throws IOException {
    var entry = entry(zip, name);
    if (entry.getSize() > most) {
      throw new IOException(
          name + " unpacks to more than " + most / 1024 / 1024 + " MiB, which no log needs");
    }
    var sum = new CRC32();
    try (var in = new CheckedInputStream(new BoundedInput(zip.getInputStream(entry), most), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (entry.getCrc() != -1 && entry.getCrc() != sum.getValue()) {
      throw new IOException("the checksum of " + name + " is wrong");
    }
  }

  private static ZipEntry entry(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it holds no " + name);
    }
    return entry;
  }

  private static InputStream stream(ZipFile zip, String name, long most) throws IOException {
    return new BoundedInput(new BufferedInputStream(zip.getInputStream(entry(zip, name))), most);
  }

  Version version() {
    return version;
  }

  /** The rows of the sheet from the first; may be called again. */
  SheetReader rows() throws IOException {
    return new SheetReader(stream(zip, SHEET, MOST_SHEET), strings);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      // the copy is deleted all the same
    }
    delete(copy);
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      copy.toFile().deleteOnExit();
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is gone";
    }
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
