package org.stillwatch.instruments.bluefors;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.instruments.logfile.LocalClock;
import org.stillwatch.instruments.logfile.LogFormat;
import org.stillwatch.instruments.logfile.RowJudge;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.instruments.logfile.TextLines;
import org.stillwatch.link.file.RecordFormat;

/** The classic log folders of a Bluefors system: a folder for each local day. */
final class BlueforsFormat implements LogFormat {

  private final BlueforsNames names;
  private final ZoneId zone;
  private final RecordFormat lines = new TextLines();

  BlueforsFormat(BlueforsNames names, ZoneId zone) {
    this.names = names;
    this.zone = zone;
  }

  @Override
  public boolean accepts(String file) {
    return BlueforsFile.of(file).isPresent();
  }

  @Override
  public Optional<LocalDate> day(String file) {
    return BlueforsFile.of(file).map(BlueforsFile::day);
  }

  @Override
  public RecordFormat records(String file) {
    return lines;
  }

  /**
   * @throws IllegalArgumentException when the file is not {@link #accepts accepted}
   */
  @Override
  public RowReader open(String file, byte[] head, String memory) {
    var known =
        BlueforsFile.of(file)
            .orElseThrow(() -> new IllegalArgumentException(file + " is no Bluefors log file"));
    return new BlueforsReader(rows(known), new LocalClock(zone, LocalClock.Memory.decode(memory)));
  }

  private RowFields rows(BlueforsFile file) {
    int sensor = file.sensor();
    return switch (file.kind()) {
      case TEMPERATURE -> new OneNumberRows(file.kind(), names.temperature(sensor));
      case RESISTANCE -> new OneNumberRows(file.kind(), names.resistance(sensor));
      case EXCITATION -> new OneNumberRows(file.kind(), names.excitation(sensor));
      case FLOW -> new OneNumberRows(file.kind(), names.flow());
      case GAUGES -> new GaugeRows(names);
      case STATES -> new PairRows(names, true);
      case STATUS -> new PairRows(names, false);
      case HEATERS -> new HeaterRows(names);
      case ERRORS -> new ErrorRows(names);
    };
  }

  @Override
  public RowJudge judge(String memory) {
    return CurveJudge.decode(names, memory);
  }
}
