package org.stillwatch.link.file;

import java.util.List;

/** What outlives a crash of the follower: the records dealt with, and the positions behind them. */
interface CommittedRecords {

  /** Keeps the records and their positions, all or nothing. */
  void commit(List<FileRecord> records);

  /** The last position of each key. */
  List<FilePosition> positions();

  /** Every record ever committed, in the order of commits. */
  List<Kept> records();

  /** The process dies: nothing is closed in an orderly way, only what was committed stays. */
  void crash();

  record Kept(String file, long offset, long number, String text) {}
}
