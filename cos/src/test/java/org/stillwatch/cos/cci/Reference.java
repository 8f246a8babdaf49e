package org.stillwatch.cos.cci;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The reference files: CCIs and what the original algorithm made of them. */
public final class Reference {
  private static final Path FOLDER = Path.of("../../shared/cos");

  private Reference() {}

  /** A CCI such as {@code caseA_normal}, or the test is skipped. */
  public static Path cci(String name) {
    return there("reference/" + name + "_cci.fits.gz");
  }

  /** What is expected of a case, or the test is skipped. */
  public static Path expected(String name) {
    return there("reference/" + name + "_expected.fits.gz");
  }

  /** A file of full size, with {@code _cci} or {@code _expected}, or the test is skipped. */
  public static Path full(String suffix) {
    return there("full/l_2017347120000_01_163" + suffix + ".fits.gz");
  }

  private static Path there(String name) {
    var file = FOLDER.resolve(name);
    assumeTrue(Files.exists(file), "the reference file " + file + " is not here");
    return file;
  }
}
