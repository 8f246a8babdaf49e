package org.stillwatch.link.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class MemoryRecords implements CommittedRecords {
  private final List<Kept> records = new ArrayList<>();
  private final Map<String, String> positions = new LinkedHashMap<>();

  @Override
  public void commit(List<FileRecord> batch) {
    for (var it : batch) {
      records.add(
          new Kept(it.file(), it.offset(), it.number(), new String(it.bytes(), ISO_8859_1)));
      positions.put(it.after().key(), it.after().encode());
    }
  }

  @Override
  public List<FilePosition> positions() {
    return positions.values().stream().map(FilePosition::decode).toList();
  }

  @Override
  public List<Kept> records() {
    return records;
  }

  @Override
  public void crash() {}
}
