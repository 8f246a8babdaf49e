package org.stillwatch.app.cos;

import java.io.PrintWriter;
import java.util.Locale;
import org.stillwatch.cos.catalogue.FileKey;
import org.stillwatch.cos.ingest.FileNote;
import org.stillwatch.cos.ingest.IngestProgress;

/** How far an ingest is, on one line of a terminal. */
final class IngestBar implements IngestProgress {
  private static final int WIDTH = 40;

  private final PrintWriter err;
  private final boolean shown;
  private long planned;
  private long read;
  private int files;
  private int done;
  private int bad;

  /**
   * @param shown there is somebody at a terminal; otherwise nothing is printed
   */
  IngestBar(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  @Override
  public void step(Step step) {
    switch (step) {
      case FIND -> line("looking for files");
      case COMPARE -> line("comparing with the catalogue");
      case READ -> draw();
      case FLAG -> line("flagging superpixels");
    }
  }

  @Override
  public void planned(int files, long bytes) {
    this.files += files;
    planned += bytes;
    draw();
  }

  @Override
  public void done(FileKey file, long bytes) {
    done++;
    read += bytes;
    draw();
  }

  @Override
  public void bad(FileNote file) {
    bad++;
  }

  private void draw() {
    if (planned > 0) {
      int part = (int) (WIDTH * read / planned);
      line(
          String.format(
              Locale.ROOT,
              "[%-" + WIDTH + "s] %3d %%  %d of %d files%s",
              "#".repeat(Math.min(WIDTH, part)),
              100 * read / planned,
              done,
              files,
              bad == 0 ? "" : ", " + bad + " bad"));
    }
  }

  private void line(String text) {
    if (shown) {
      err.printf("\r%-90s", text);
      err.flush();
    }
  }

  /** Leaves the line. */
  void end() {
    if (shown) {
      err.print("\r" + " ".repeat(90) + "\r");
      err.flush();
    }
  }
}
