package org.stillwatch.cos.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stillwatch.cos.catalogue.FileKey;
import org.stillwatch.cos.catalogue.StoredFile;
import org.stillwatch.cos.ingest.ArchiveWalk.Found;
import org.stillwatch.cos.product.Hash;

/**
 * The archive as it is, against the catalogue as it is: what was moved, what is gone, and what has
 * to be read.
 *
 * @param moved the same name, size and content in another directory
 * @param gone not there any more
 * @param toRead new or changed, each with the hash by which it was only touched
 */
record Comparison(List<Move> moved, List<FileKey> gone, SortedMap<FileKey, Candidate> toRead) {

  record Move(FileKey from, Found to) {}

  /**
   * @param known the hash by which nothing has to be derived again
   */
  record Candidate(Found found, Optional<String> known) {}

  private record Likeness(String filename, long size) {}

  static Comparison of(ArchiveWalk walk, List<StoredFile> stored, FileReading reading) {
    var unseen = new ArrayList<StoredFile>();
    var toRead = new TreeMap<FileKey, Candidate>();
    var fresh = new TreeMap<>(walk.files());
    for (var file : stored) {
      var found = fresh.remove(file.key());
      if (found == null) {
        if (!walk.hidden(file.key())) {
          unseen.add(file);
        }
        continue;
      }
      candidate(file, found, reading).ifPresent(wanted -> toRead.put(file.key(), wanted));
    }
    var moved = moved(unseen, fresh);
    moved.forEach(move -> fresh.remove(move.to().key()));
    fresh.forEach((key, found) -> toRead.put(key, new Candidate(found, Optional.empty())));
    var left = unseen.stream().map(StoredFile::key).toList();
    return new Comparison(moved, left, toRead);
  }

  private static Optional<Candidate> candidate(StoredFile file, Found found, FileReading reading) {
    boolean changed = file.size() != found.size() || file.mtimeMicros() != found.mtimeMicros();
    // what could not be used may be read by another version
    boolean otherRecipe = !file.recipe().equals(reading.recipe(file.key().name()));
    if (file.pending() || otherRecipe) {
      return Optional.of(new Candidate(found, Optional.empty()));
    }
    return changed ? Optional.of(new Candidate(found, file.sha256())) : Optional.empty();
  }

  /** Takes what was moved out of the unseen ones. */
  private static List<Move> moved(List<StoredFile> unseen, SortedMap<FileKey, Found> fresh) {
    Map<Likeness, List<StoredFile>> left = new HashMap<>();
    for (var file : unseen) {
      if (file.sha256().isPresent() && !file.pending()) {
        left.computeIfAbsent(
                new Likeness(file.key().filename(), file.size()), key -> new ArrayList<>())
            .add(file);
      }
    }
    var moved = new ArrayList<Move>();
    for (var found : fresh.values()) {
      var alike = left.getOrDefault(new Likeness(found.key().filename(), found.size()), List.of());
      if (!alike.isEmpty()) {
        var hash = hash(found);
        for (var file : List.copyOf(alike)) {
          if (hash.isPresent() && hash.equals(file.sha256())) {
            moved.add(new Move(file.key(), found));
            alike.remove(file);
            unseen.remove(file);
            break;
          }
        }
      }
    }
    return moved;
  }

  private static Optional<String> hash(Found found) {
    try {
      return Optional.of(Hash.of(found.key().file()));
    } catch (IOException e) {
      // it is read as a new file then, and told of there
      return Optional.empty();
    }
  }
}
