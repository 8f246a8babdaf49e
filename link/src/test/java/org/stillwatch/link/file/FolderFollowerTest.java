package org.stillwatch.link.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.link.file.FolderFollower.FileTrouble;
import org.stillwatch.link.file.FolderFollower.Poll;
import org.stillwatch.link.file.FolderFollower.Selection;

class FolderFollowerTest {

  private static final int PLENTY = 1_000_000;

  private final List<Path> opened = new ArrayList<>();
  private final Set<Path> locked = new HashSet<>();
  private final Set<String> finished = new HashSet<>();
  private final Set<String> closedFolders = new HashSet<>();
  private Predicate<String> accepted = file -> file.endsWith(".log");
  private FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private Path folder = files.getPath("/lab/logs");
  private FolderFollower follower = start();

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(folder);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private FolderFollower start(FilePosition... positions) {
    var selection =
        new Selection() {
          @Override
          public boolean accepts(String file) {
            return accepted.test(file);
          }

          @Override
          public RecordFormat format(String file) {
            return new LineFormat();
          }

          @Override
          public boolean enters(String name) {
            return !closedFolders.contains(name);
          }

          @Override
          public boolean finished(String file) {
            return finished.contains(file);
          }
        };
    FileOpener opener =
        path -> {
          opened.add(path);
          if (locked.contains(path)) {
            throw new AccessDeniedException(path.toString());
          }
          return FileOpener.FILES.open(path);
        };
    var fresh = new FolderFollower(folder, selection, opener);
    fresh.resume(List.of(positions));
    return fresh;
  }

  private void append(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
    Files.write(
        path, text.getBytes(ISO_8859_1), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to));
  }

  private static List<String> lines(Poll poll) {
    return poll.records().stream()
        .map(record -> record.file() + ":" + new String(record.bytes(), ISO_8859_1))
        .toList();
  }

  private List<String> poll() {
    return lines(follower.poll(PLENTY));
  }

  private List<FileTrouble> troubles() {
    return follower.poll(PLENTY).troubles();
  }

  @Test
  void handsOutEachRecordOnceWithItsPlace() throws IOException {
    append("a.log", "one\ntwo\r\n");
    var records = follower.poll(PLENTY).records();
    assertEquals(List.of(0L, 4L), records.stream().map(FileRecord::offset).toList());
    assertEquals(List.of(1L, 2L), records.stream().map(FileRecord::number).toList());
    assertEquals("two\r\n", new String(records.get(1).bytes(), ISO_8859_1));
    assertEquals(9, records.get(1).after().offset());
    assertEquals(2, records.get(1).after().number());
    assertEquals(List.of(), poll());
    append("a.log", "three\n");
    assertEquals(List.of("a.log:three\n"), poll());
  }

  @Test
  void leavesHalfALineUntilItsEndIsThere() throws IOException {
    append("a.log", "one\ntw");
    assertEquals(List.of("a.log:one\n"), poll());
    append("b.log", "a newer file\n");
    assertEquals(List.of("b.log:a newer file\n"), poll());
    append("a.log", "o\nthr");
    assertEquals(List.of("a.log:two\n"), poll());
  }

  @Test
  void takesTheLastLineOfAFinishedFileWithoutItsEnd() throws IOException {
    append("a.log", "one\ntwo");
    append("b.log", "only");
    assertEquals(List.of("a.log:one\n"), poll());
    finished.addAll(Set.of("a.log", "b.log"));
    assertEquals(List.of("a.log:two", "b.log:only"), poll());
    assertEquals(List.of(), poll());
  }

  @Test
  void goesOnExactlyBehindTheLastRecordDealtWith() throws IOException {
    append("a.log", "one\ntwo\nthree\n");
    append("b.log", "uno\n");
    var first = follower.poll(PLENTY).records().getFirst();
    follower = start(FilePosition.decode(first.after().encode()));
    assertEquals(List.of("a.log:two\n", "a.log:three\n", "b.log:uno\n"), poll());
  }

  @Test
  void findsNewDayFoldersAndFiles() throws IOException {
    append("26-06-26/CH1.log", "one\n");
    poll();
    Files.createDirectories(folder.resolve("26-06-27"));
    assertEquals(List.of(), poll());
    append("26-06-27/CH1.log", "one\n");
    assertEquals(List.of("26-06-27/CH1.log:one\n"), poll());
  }

  @Test
  void emptyFilesAreNothingYet() throws IOException {
    append("a.log", "");
    var poll = follower.poll(PLENTY);
    assertEquals(new Poll(List.of(), List.of(), false), poll);
    append("a.log", "one\n");
    assertEquals(List.of("a.log:one\n"), poll());
  }

  @Test
  void aRenamedFileGoesOnUnderItsNewNameAndTellsTheOldOne() throws IOException {
    append("a.log", "one\ntwo\n");
    poll();
    rename("a.log", "b.log");
    append("b.log", "three\n");
    append("a.log", "another one\n");
    assertEquals(List.of("a.log:another one\n", "b.log:three\n"), poll());
    assertEquals(Optional.of("a.log"), follower.formerName("b.log"));
    assertEquals(Optional.empty(), follower.formerName("a.log"));
  }

  @Test
  void aRenameThatTheListingHidesIsSeenByTheContent() throws IOException {
    append("a.log", "one\n");
    poll();
    var time = Files.getLastModifiedTime(folder.resolve("a.log"));
    rename("a.log", "b.log");
    append("a.log", "uno\n");
    Files.setLastModifiedTime(folder.resolve("a.log"), time);
    append("b.log", "two\n");
    assertEquals(List.of("b.log:two\n", "a.log:uno\n"), polls(3));
  }

  @Test
  void aFileRenamedToANameNotAcceptedIsReadToItsEndBeforeItsSuccessor() throws IOException {
    append("a.log", "one\ntwo\n");
    append("a.log.0", "the first line of another file, longer than the one looked for\n");
    var first = follower.poll(PLENTY).records().getFirst();
    append("a.log", "three\nhal");
    rename("a.log", "a.log.1");
    append("a.log", "new one\n");
    follower = start(first.after());
    assertEquals(List.of("a.log:two\n", "a.log:three\n"), poll());
    assertEquals("one\ntwo\nthree\nhal", head("a.log"));
    var poll = follower.poll(PLENTY);
    assertEquals(List.of("a.log:new one\n"), lines(poll));
    assertEquals("new one\n", head("a.log"));
    assertTrue(poll.troubles().getFirst().why().contains("3 bytes that are no complete record"));
    poll();
    opened.clear();
    append("a.log.1", "too late\n");
    assertEquals(List.of(), polls(3));
    assertEquals(List.of(), opened);
  }

  private String head(String file) {
    return new String(follower.head(file).orElseThrow(), ISO_8859_1);
  }

  @Test
  void aReplacedFileIsReadFromItsBeginning() throws IOException {
    append("a.log", "one\ntwo\n");
    poll();
    Files.write(folder.resolve("a.log"), "uno\ndue\ntre\n".getBytes(UTF_8));
    assertEquals(List.of("a.log:uno\n", "a.log:due\n", "a.log:tre\n"), polls(3));
  }

  @Test
  void aFileRewrittenToALongerOneWithTheSameFirstRecordIsReadFromItsBeginning() throws IOException {
    append("a.log", "# header\none\ntwo\n");
    poll();
    Files.write(folder.resolve("a.log"), "# header\nuno\ndue\ntre\n".getBytes(UTF_8));
    assertEquals(
        List.of("a.log:# header\n", "a.log:uno\n", "a.log:due\n", "a.log:tre\n"), polls(3));
  }

  @Test
  void aCopyTakenBeforeATruncationIsReadToItsEnd() throws IOException {
    append("a.log", "one\n");
    poll();
    append("a.log", "two\n");
    Files.copy(folder.resolve("a.log"), folder.resolve("a.log.old"));
    Files.write(folder.resolve("a.log"), new byte[0]);
    append("a.log", "uno\n");
    assertEquals(List.of("a.log:two\n", "a.log:uno\n"), polls(3));
  }

  @Test
  void aFileCutShorterGoesOnAtItsNewEnd() throws IOException {
    append("a.log", "one\ntwo\nthree\nfour\n");
    poll();
    try (var channel = Files.newByteChannel(folder.resolve("a.log"), StandardOpenOption.WRITE)) {
      channel.truncate(8);
    }
    assertEquals(List.of(), polls(3));
    append("a.log", "drei\n");
    var record = follower.poll(PLENTY).records().getFirst();
    assertEquals("drei\n", new String(record.bytes(), ISO_8859_1));
    assertEquals(3, record.number());
  }

  private List<String> polls(int count) {
    var all = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      all.addAll(poll());
    }
    return all;
  }

  @Test
  void aFileThatWasAwayGoesOnWhereItWas() throws IOException {
    append("a.log", "one\n");
    poll();
    Files.move(folder.resolve("a.log"), files.getPath("/away"));
    assertEquals(List.of(), polls(3));
    Files.move(files.getPath("/away"), folder.resolve("a.log"));
    append("a.log", "two\n");
    assertEquals(List.of("a.log:two\n"), poll());
  }

  @Test
  void aFileThatVanishedWithHalfALineIsTold() throws IOException {
    append("a.log", "one\ntw");
    poll();
    Files.delete(folder.resolve("a.log"));
    poll();
    assertTrue(troubles().getFirst().why().contains("2 bytes not read"));
    assertEquals(List.of(), troubles());
  }

  @Test
  void aLockedFileIsToldAtEveryPollAndTheOthersGoOn() throws IOException {
    append("a.log", "one\n");
    append("b.log", "uno\n");
    locked.add(folder.resolve("a.log"));
    for (int i = 0; i < 3; i++) {
      append("b.log", "due\n");
      var poll = follower.poll(PLENTY);
      assertEquals(List.of("a.log"), poll.troubles().stream().map(FileTrouble::file).toList());
      assertTrue(poll.troubles().getFirst().why().contains("denies access"));
      assertFalse(poll.records().isEmpty());
    }
    locked.clear();
    assertEquals(List.of("a.log:one\n"), poll());
  }

  @Test
  void aMissingFolderIsToldAndFoundWhenItComes() throws IOException {
    Files.delete(folder);
    var trouble = troubles().getFirst();
    assertEquals("", trouble.file());
    assertTrue(trouble.why().startsWith("folder /lab/logs is not there"), trouble.why());
    append("a.log", "one\n");
    assertEquals(List.of("a.log:one\n"), poll());
  }

  @Test
  void aFileInPlaceOfTheFolderIsTold() throws IOException {
    Files.delete(folder);
    Files.write(folder, new byte[3]);
    assertTrue(troubles().getFirst().why().contains("expected a folder"));
  }

  @Test
  void aFolderWithTheNameOfAFileIsToldAndOthersAreNot() throws IOException {
    Files.createDirectories(folder.resolve("a.log"));
    Files.createDirectories(folder.resolve("26-06-26"));
    assertEquals(List.of("a.log"), troubles().stream().map(FileTrouble::file).toList());
    accepted = file -> true;
    assertEquals(List.of(), troubles());
  }

  @Test
  void aLinkThatGoesRoundIsToldAndLeftOut() throws IOException {
    append("day/a.log", "one\n");
    Files.createSymbolicLink(folder.resolve("day/again"), folder);
    var poll = follower.poll(PLENTY);
    assertEquals(List.of("day/a.log:one\n"), lines(poll));
    assertTrue(poll.troubles().getFirst().why().contains("leads back"));
  }

  @Test
  void aLinkToNothingIsTold() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.log"), folder.resolve("nothing"));
    assertTrue(troubles().getFirst().why().contains("link to nothing"));
  }

  @Test
  void aNameWithALineBreakIsToldAndLeftOut() throws IOException {
    append("a\nb.log", "one\n");
    var poll = follower.poll(PLENTY);
    assertEquals(List.of(), lines(poll));
    assertTrue(poll.troubles().getFirst().why().contains("line break"));
  }

  @Test
  void theLimitBoundsAPollAndNoFileStarves() throws IOException {
    append("a.log", "x".repeat(999).concat("\n").repeat(500));
    append("b.log", "uno\n");
    append("c.log", "eins\n");
    var first = follower.poll(3_000);
    assertEquals(3, first.records().size());
    assertTrue(first.more());
    var second = lines(follower.poll(3_000));
    assertEquals(List.of("b.log:uno\n", "c.log:eins\n"), second.subList(0, 2));
    int rest = 0;
    for (var poll = follower.poll(100_000); ; poll = follower.poll(100_000)) {
      rest += poll.records().size();
      if (!poll.more()) {
        break;
      }
    }
    assertEquals(500 + 2, 3 + second.size() + rest);
  }

  @Test
  void aPollWithNothingNewOpensNothing() throws IOException {
    for (int i = 0; i < 100; i++) {
      append("day" + i % 7 + "/" + i + ".log", i % 3 == 0 ? "one\nhal" : "one\n");
    }
    poll();
    opened.clear();
    for (int i = 0; i < 50; i++) {
      assertEquals(List.of(), poll());
    }
    assertEquals(List.of(), opened);
    append("day0/0.log", "f\n");
    assertEquals(List.of("day0/0.log:half\n"), poll());
    assertEquals(Set.of(folder.resolve("day0/0.log")), Set.copyOf(opened));
  }

  @Test
  void aTouchedFileIsNotReadAgain() throws IOException {
    append("a.log", "one\n");
    poll();
    Files.setLastModifiedTime(folder.resolve("a.log"), FileTime.fromMillis(7));
    assertEquals(List.of(), poll());
  }

  @Test
  void foldersThatAreNotEnteredKeepTheirPositions() throws IOException {
    append("old/a.log", "one\n");
    poll();
    closedFolders.add("old");
    append("old/a.log", "two\n");
    assertEquals(List.of(), polls(3));
    closedFolders.clear();
    assertEquals(List.of("old/a.log:two\n"), poll());
  }

  @Test
  void noFileIsHeldOpenSoThatItsFolderCanGo() throws IOException {
    append("day/a.log", "one\n");
    poll();
    Files.delete(folder.resolve("day/a.log"));
    Files.delete(folder.resolve("day"));
    assertEquals(List.of(), polls(3));
  }

  @Test
  void whereSizesAreToldLateFilesAreLookedIntoFromTimeToTime() throws IOException {
    files.close();
    files = Jimfs.newFileSystem(Configuration.windows());
    folder = files.getPath("C:\\lab\\logs");
    follower = start();
    append("day\\a.log", "one\n");
    assertEquals(List.of("day/a.log:one\n"), poll());
    opened.clear();
    for (int i = 0; i < 32; i++) {
      poll();
    }
    assertEquals(2, opened.size());
  }

  @Test
  void twoFilesOfTheSameContentAreTwoFiles() throws IOException {
    append("CH7.log", "01-01-26,00:00:00,0\n");
    append("CH8.log", "01-01-26,00:00:00,0\n");
    assertEquals(2, poll().size());
    append("CH9.log", "01-01-26,00:00:00,0\n");
    assertEquals(List.of("CH9.log:01-01-26,00:00:00,0\n"), poll());
  }

  @Test
  void aBiggerFileOfAnotherFormatIsReadInPieces() throws IOException {
    append("a.log", "\0".repeat(200_000));
    var poll = follower.poll(PLENTY);
    assertEquals(
        List.of(65_536, 65_536, 65_536),
        poll.records().stream().map(record -> record.bytes().length).toList());
  }
}
