package org.stillwatch.cos.ingest;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a person should know of files that could be used all the same; in the order of files. */
final class Notes {
  private final SortedSet<FileNote> notes = new TreeSet<>();

  synchronized void add(FileNote note) {
    notes.add(note);
  }

  synchronized List<FileNote> all() {
    return List.copyOf(notes);
  }
}
