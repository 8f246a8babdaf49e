package org.stillwatch.core.station;

import java.util.List;
import org.stillwatch.core.notice.Attachment;

/** Makes the report of a run, as files. */
@FunctionalInterface
public interface Reporter {

  /** A station that makes no reports. */
  Reporter NONE = record -> List.of();

  /** The same record gives the same bytes. */
  List<Attachment> report(RunRecord record);
}
