package org.stillwatch.app.cos;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.CosSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has that works by the settings. */
final class Working {

  @Mixin private SettingsOption settings = new SettingsOption();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  CosSettings settings() {
    return settings.read();
  }

  /** On a catalogue that is there. */
  Workplace place(CosSettings read) {
    return Workplace.ofWhatIsThere(read, CodeVersion.VALUE, InstantSource.system());
  }

  PrintWriter out() {
    return Objects.requireNonNull(mixee).commandLine().getOut();
  }

  PrintWriter err() {
    return Objects.requireNonNull(mixee).commandLine().getErr();
  }

  /** As whoever reads a provenance elsewhere finds it. */
  static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
