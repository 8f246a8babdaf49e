package org.stillwatch.app.cos;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.stillwatch.cos.detector.CosProblem;

/**
 * Says what a run does, to the terminal and in {@code cosmos_monitors.log}. A line each, UTC; what
 * a file or a server sent cannot begin a line of its own.
 */
final class CosLog implements AutoCloseable {

  static final String NAME = "cosmos_monitors.log";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintWriter out;
  private final PrintWriter file;
  private final InstantSource clock;

  /**
   * @param folder where the log is, made when it is not there
   * @throws CosProblem when it cannot be written
   */
  CosLog(PrintWriter out, Path folder, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    var log = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
      file =
          new PrintWriter(
              Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (AccessDeniedException e) {
      throw new CosProblem("the log " + log + " cannot be written by this user", e);
    } catch (IOException | UncheckedIOException e) {
      throw new CosProblem("the log " + log + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** What went on. */
  synchronized void info(String text) {
    line("INFO", text);
  }

  /** What was left out, or could not be done. */
  synchronized void warning(String text) {
    line("WARNING", text);
  }

  private void line(String level, String text) {
    var whole =
        TIME.format(clock.instant()) + " " + level + " " + text.replaceAll("\\p{Cntrl}+", " ");
    out.println(whole);
    out.flush();
    file.println(whole);
    file.flush();
  }

  @Override
  public void close() {
    file.close();
  }
}
