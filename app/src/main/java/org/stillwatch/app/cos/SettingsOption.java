package org.stillwatch.app.cos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.CosFile;
import org.stillwatch.app.config.CosSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which settings a command goes by. */
final class SettingsOption {

  private static final String USUAL = "configure.yaml";

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "where the archive, the database and the products are; ~/configure.yaml")
  private @Nullable Path file;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  /** The settings, read and checked. */
  CosSettings read() {
    var chosen = Optional.ofNullable(file).orElseGet(SettingsOption::usual);
    if (!Files.isRegularFile(chosen)) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(mixee).commandLine(),
          "there are no settings in "
              + chosen
              + "; write them there (docs/cos.md shows how), or name another file by --settings");
    }
    return CosFile.read(chosen.toAbsolutePath().normalize(), System.getenv());
  }

  private static Path usual() {
    var home = System.getenv("HOME");
    return Path.of(
        home == null || home.isBlank() ? System.getProperty("user.home", "") : home, USUAL);
  }
}
