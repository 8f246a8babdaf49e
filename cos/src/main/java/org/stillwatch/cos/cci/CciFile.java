package org.stillwatch.cos.cci;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.formats.fits.FitsProblem;
import org.stillwatch.formats.fits.FitsStream;
import org.stillwatch.formats.fits.HduTaker;

/** Reads CCI files, packed by gzip or not. */
public final class CciFile {
  private CciFile() {}

  /**
   * Reads a CCI in one pass. Sums that it says of itself (CRC-32, DATASUM, CHECKSUM) are verified.
   *
   * @throws CosProblem in one sentence, when it is no CCI, is damaged or cannot be read
   */
  public static CciContent read(Path file, CciShape shape) {
    var parts = new CciStream(source(file), shape);
    return read(file, parts, parts::content);
  }

  /** Reads a file, then asks what is made of it, told how many parts it has. */
  static <T> T read(Path file, HduTaker taker, IntFunction<T> content) {
    try {
      return content.apply(FitsStream.read(file, taker));
    } catch (FitsProblem e) {
      throw new CosProblem("%s: %s; it is not measured".formatted(file, e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new CosProblem(file + " is not there", e);
    } catch (AccessDeniedException e) {
      throw new CosProblem(file + " may not be read by this user", e);
    } catch (IOException e) {
      throw new CosProblem("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** A file's name without directory and extensions. */
  public static String source(Path file) {
    return file.getFileName().toString().replaceFirst("\\.fits(\\.gz)?$", "");
  }
}
