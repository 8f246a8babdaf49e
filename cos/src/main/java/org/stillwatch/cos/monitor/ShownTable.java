package org.stillwatch.cos.monitor;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.Region;
import org.stillwatch.cos.figure.Regions;
import org.stillwatch.cos.sag.GainSagFile;
import org.stillwatch.cos.sag.GainSagTable;

/**
 * A gain-sag table as figures show it.
 *
 * @param name of its file
 */
record ShownTable(String name, GainSagTable table) {

  static ShownTable read(Path file) {
    return new ShownTable(String.valueOf(file.getFileName()), GainSagFile.read(file));
  }

  /** Those of one segment and level. */
  Regions regions(Segment segment, int hv) {
    var extension = table.extension(segment, hv);
    if (extension.isEmpty()) {
      return Regions.noLevel(name, segment, hv, levels(segment));
    }
    return Regions.of(
        name,
        extension.get().regions().stream()
            .map(
                region ->
                    new Region(region.date(), region.lx(), region.ly(), region.dx(), region.dy()))
            .toList());
  }

  /** Levels that the table has for a segment. */
  TreeSet<Integer> levels(Segment segment) {
    return table.extensions().stream()
        .filter(extension -> extension.segment() == segment)
        .map(GainSagTable.Extension::hv)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
