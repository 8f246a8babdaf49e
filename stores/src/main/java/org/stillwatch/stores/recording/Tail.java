package org.stillwatch.stores.recording;

/** The last rows of a file, held against the store. */
record Tail(RowSource source) {

  /** So many rows are compared at most. */
  static final int ROWS = 5_000;

  /** And so many cells, which take 25 bytes each, here and there. */
  private static final int CELLS = 1_000_000;

  /** How many rows of a file, from the first on, are as the store has them. */
  long agreeing(TableFile table, long length) {
    if (length == 0) {
      return 0;
    }
    int most = Math.min(ROWS, Math.max(1, CELLS / Math.max(1, table.channels().size())));
    long from = Math.max(0, length - most);
    while (from > 0 && table.time(from - 1) == table.time(from)) {
      from--;
    }
    var rows = table.rows(from, (int) (length - from));
    long after = from == 0 ? rows.times()[0] - 1 : table.time(from - 1);
    var stored = source.rows(table.channels(), after, rows.times()[rows.count() - 1]);
    int begin = stored.firstWithReading();
    if (begin == stored.count()) {
      return length; // the store knows nothing of that time: another one wrote this file
    }
    stored = stored.part(begin, stored.count());
    int older = rows.firstAtOrAfter(stored.times()[0]);
    int same = rows.part(older, rows.count()).agreeing(stored);
    // several rows of one time are written together or not at all
    while (same > 0 && same < stored.count() && stored.times()[same] == stored.times()[same - 1]) {
      same--;
    }
    return from + older + same;
  }
}
