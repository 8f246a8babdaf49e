package org.stillwatch.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.RunRecord;
import org.stillwatch.core.store.StoredSnapshot;
import org.stillwatch.reports.page.Document.Block;
import org.stillwatch.reports.page.Document.Column;

/**
 * The snapshots of a run beside each other, a few to a table: a row for each channel, with its
 * value and unit, or the reason why it had none.
 */
final class SnapshotTables {

  private static final int BESIDE = 4;

  /** A reading older than so many expected periods says its age. */
  private static final int OLD = 3;

  private final RunRecord record;

  SnapshotTables(RunRecord record) {
    this.record = record;
  }

  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Heading("Snapshots"));
    if (record.snapshots().isEmpty()) {
      blocks.add(new Block.Paragraph("None was taken."));
    }
    var group = new ArrayList<StoredSnapshot>();
    for (var snapshot : record.snapshots()) {
      boolean other = !group.isEmpty() && !group.getFirst().set().equals(snapshot.set());
      if (group.size() == BESIDE || other) {
        blocks.add(table(group));
        group.clear();
      }
      group.add(snapshot);
    }
    if (!group.isEmpty()) {
      blocks.add(table(group));
    }
    return blocks;
  }

  private Block table(List<StoredSnapshot> group) {
    var columns = new ArrayList<Column>();
    columns.add(Column.left("", 4));
    var ids = new LinkedHashSet<ChannelId>();
    for (var snapshot : group) {
      columns.add(
          Column.left(snapshot.label() + "\n" + Words.time(snapshot.time(), record.zone()), 3));
      snapshot.readings().forEach(reading -> ids.add(reading.channel()));
    }
    // columns are as wide where there are fewer of them
    for (int i = group.size(); i < BESIDE; i++) {
      columns.add(Column.left("", 3));
    }
    var rows = ids.stream().map(id -> row(id, group)).toList();
    return new Block.Table(columns, rows);
  }

  private List<String> row(ChannelId id, List<StoredSnapshot> group) {
    var row = new ArrayList<String>();
    row.add(id.text());
    for (var snapshot : group) {
      row.add(
          snapshot.readings().stream()
              .filter(reading -> reading.channel().equals(id))
              .findFirst()
              .map(reading -> value(reading, snapshot))
              .orElse("not in it"));
    }
    for (int i = group.size(); i < BESIDE; i++) {
      row.add("");
    }
    return row;
  }

  private String value(Reading reading, StoredSnapshot snapshot) {
    var channel = record.channels().get(reading.channel());
    var text =
        switch (reading) {
          case Reading.Measured measured ->
              channel == null
                  ? Numbers.plain(measured.value())
                  : channel.textWithUnit(measured.value());
          case Reading.Missing missing -> "\u2013 (" + missing.reason() + ")";
        };
    var age = Duration.between(reading.time(), snapshot.time());
    boolean old = channel != null && age.compareTo(channel.expectedPeriod().multipliedBy(OLD)) > 0;
    return old ? text + "\n" + Words.length(age) + " old" : text;
  }
}
