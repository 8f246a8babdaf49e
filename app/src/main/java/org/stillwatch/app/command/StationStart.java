package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.ConfigurationException;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.app.process.Setup;
import org.stillwatch.app.process.StationProcess;
import org.stillwatch.web.WebSettings;

/**
 * Starts the station of a file in this process, and reads the file again when somebody asks for
 * that.
 *
 * @param data the data folder, instead of the one in the file
 * @param web what is different about its page
 */
record StationStart(Path file, Optional<Path> data, UnaryOperator<WebSettings> web) {

  /**
   * Starts it, also when a folder is not there yet: that is told, and looked at again.
   *
   * @param err where that is told
   */
  StationProcess start(PrintWriter err) {
    var result = read();
    var station = result.usable();
    result
        .problems()
        .forEach(problem -> err.println(problem + "; looking again until it is there"));
    var folder = dataFolder(station);
    return StationProcess.start(setup(station, folder), folder, () -> again(folder));
  }

  Path dataFolder(StationFile station) {
    return Assembly.dataFolder(station, data);
  }

  StationReader.Result read() {
    return new StationReader(System.getenv()).read(file);
  }

  private Setup setup(StationFile station, Path folder) {
    var setup = Assembly.setup(station, folder);
    return setup.withWeb(web.apply(setup.web()));
  }

  /** The file as it is now, for a station that runs. */
  private Setup again(Path folder) {
    StationFile station;
    try {
      station = read().usable();
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    var asked = dataFolder(station);
    if (!asked.equals(folder)) {
      throw new IllegalArgumentException(
          "station: data is "
              + asked
              + "; the data folder cannot be changed while the station runs ("
              + folder
              + "), start it again for that");
    }
    return setup(station, folder);
  }
}
