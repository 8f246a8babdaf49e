package org.stillwatch.link.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.link.file.FolderFollower.Selection;

class GreatFileTest {

  private static final long THREE_GIB = 3L << 30;
  private static final int LIMIT = 1 << 20;
  private static final Selection ALL =
      new Selection() {
        @Override
        public boolean accepts(String file) {
          return true;
        }

        @Override
        public RecordFormat format(String file) {
          return new LineFormat();
        }
      };

  @TempDir private Path folder = Path.of("");

  @Test
  void aFileOfGigabytesWithoutAnyLineComesInBoundedPolls() throws IOException {
    sparse("great.log").close();
    var follower = new FolderFollower(folder, ALL);
    long expected = 0;
    for (int i = 0; i < 20; i++) {
      var poll = follower.poll(LIMIT);
      long bytes = 0;
      for (var record : poll.records()) {
        assertEquals(expected + bytes, record.offset());
        bytes += record.bytes().length;
      }
      assertTrue(bytes >= LIMIT && bytes <= LIMIT + LineFormat.LONGEST_BYTES, bytes + " bytes");
      assertTrue(poll.more());
      expected += bytes;
    }
  }

  @Test
  void positionsBeyondTwoGibibytesAreFound() throws IOException {
    try (var file = sparse("great.log")) {
      var follower = new FolderFollower(folder, ALL);
      var first = follower.poll(LIMIT).records().getLast().after();
      long late = THREE_GIB - LineFormat.LONGEST_BYTES;
      var behind = new FolderFollower(folder, ALL);
      behind.resume(
          List.of(
              new FilePosition(
                  first.file(),
                  first.identity(),
                  late,
                  late / LineFormat.LONGEST_BYTES,
                  first.tail())));
      var last = behind.poll(LIMIT);
      assertEquals(1, last.records().size());
      assertEquals(THREE_GIB, last.records().getFirst().after().offset());
      file.seek(THREE_GIB);
      file.write("the end\n".getBytes(US_ASCII));
      assertEquals(THREE_GIB, behind.poll(LIMIT).records().getFirst().offset());
    }
  }

  private RandomAccessFile sparse(String name) throws IOException {
    var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw");
    file.setLength(THREE_GIB);
    return file;
  }
}
