package org.stillwatch.instruments.oxford;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.instruments.logfile.Row;
import org.stillwatch.instruments.logfile.WholeFile;
import org.stillwatch.simulators.oxford.VclLabels;
import org.stillwatch.simulators.oxford.VclWriter;

class VclLogTest {

  private static final Instant START = Instant.parse("2024-11-20T16:00:00Z");
  private static final int HEAD = 0x3000;

  @TempDir Path folder;

  private final VclLog log = new VclLog("fridge", Duration.ofSeconds(61));

  private byte[] file(List<String> labels, int rows) throws IOException {
    var path = folder.resolve("test.vcl");
    var writer = VclWriter.create(path, labels);
    for (int i = 0; i < rows; i++) {
      writer.append(START.plusSeconds(61L * i), values(labels.size() - 3, i));
    }
    return Files.readAllBytes(path);
  }

  /** Numbers that tell their row and column; all are reading times after 1972 as well. */
  private static double[] values(int count, int row) {
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 1e8 + 1000 * row + i;
    }
    return values;
  }

  private List<Row> rows(byte[] bytes) {
    return WholeFile.rows(log, "test.vcl", bytes);
  }

  private List<Channel> channels(byte[] bytes) {
    return log.open("test.vcl", Arrays.copyOf(bytes, Math.min(bytes.length, 65536)), "").channels();
  }

  @Test
  void readsEveryFridgeWhateverItsNumberOfColumns() throws IOException {
    var sixtyThree = new ArrayList<>(VclLabels.triton());
    sixtyThree.addAll(List.of("extra one (mbar)", "extra two"));
    for (var labels :
        List.of(VclLabels.triton(), VclLabels.dr200(), VclLabels.tritonXl(), sixtyThree)) {
      var bytes = file(labels, 5);
      assertEquals(HEAD + 5 * 8 * labels.size(), bytes.length);
      var rows = rows(bytes);
      assertEquals(6, rows.size());
      var values = WholeFile.values(rows);
      assertEquals(5, values.size());
      assertEquals(START.plusSeconds(122), values.get(2).time());
      assertEquals(labels.size() - 3, values.get(2).readings().size());
      var first = channels(bytes).getFirst().id().name();
      assertEquals("100002000", WholeFile.texts(values.get(2)).get(first));
    }
    assertEquals(
        List.of(61, 64, 57, 63),
        List.of(
            VclLabels.triton().size(),
            VclLabels.dr200().size(),
            VclLabels.tritonXl().size(),
            sixtyThree.size()));
  }

  @Test
  void namesChannelsAfterTheirLabels() throws IOException {
    var channels = channels(file(VclLabels.triton(), 1));
    var names = channels.stream().map(c -> c.id().name()).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "p2-condense",
                "p3-still",
                "input-water-temp",
                "pt2-plate/time",
                "pt2-plate/temperature",
                "pt2-plate/resistance",
                "chan-6/temperature",
                "100mk-plate/temperature",
                "still-heater",
                "turbo-speed",
                "turbo-motor")),
        names::toString);
    var units = new ArrayList<String>();
    for (var channel : channels) {
      if (List.of(
              "p2-condense",
              "p3-still",
              "pt2-plate/time",
              "still-heater",
              "turbo-speed",
              "turbo-motor",
              "turbo-current",
              "input-water-temp")
          .contains(channel.id().name())) {
        units.add(channel.id().name() + " " + channel.unit().symbol());
      }
    }
    assertEquals(
        List.of(
            "p2-condense bar",
            "p3-still mbar",
            "input-water-temp ",
            "pt2-plate/time s",
            "still-heater W",
            "turbo-current A",
            "turbo-speed Hz",
            "turbo-motor degC"),
        units);
    assertEquals("PT2 Plate T(K)", channels.get(names.indexOf("pt2-plate/temperature")).label());
  }

  @Test
  void givesRepeatedLabelsNamesOfTheirOwn() throws IOException {
    var names = channels(file(VclLabels.tritonXl(), 1)).stream().map(c -> c.id().name()).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
    assertTrue(
        names.containsAll(
            List.of("oil-temp", "oil-temp-2", "pt1-head-old/temperature", "pt1-head/temperature")),
        names::toString);
  }

  @Test
  void aThermometerThatWasNeverReadIsMissing() throws IOException {
    var labels =
        List.of("LineSize(bytes)", "LineNumber", "Time(secs)", "MC t(s)", "MC T(K)", "MC R(Ohm)");
    var path = folder.resolve("never.vcl");
    var writer = VclWriter.create(path, labels);
    writer.append(START, 0, 1.5, 2000);
    writer.append(START.plusSeconds(61), 31_536_000, 1.5, 2000);
    writer.append(START.plusSeconds(122), 1.7e9, 0.0123, 2000);
    writer.append(START.plusSeconds(183), Double.NaN, 0.0123, 2000);
    writer.append(START.plusSeconds(244), 1.7e9, Double.NaN, Double.POSITIVE_INFINITY);
    writer.append(START.plusSeconds(305), 1.7e9, 0, 0);
    var texts =
        WholeFile.values(rows(Files.readAllBytes(path))).stream()
            .map(row -> WholeFile.texts(row).toString())
            .toList();
    var never =
        "{mc/resistance=missing: never measured, mc/temperature=missing: never measured,"
            + " mc/time=missing: never measured}";
    assertEquals(
        List.of(
            never,
            never,
            "{mc/resistance=2000, mc/temperature=0.0123, mc/time=1700000000}",
            "{mc/resistance=2000 suspect, mc/temperature=0.0123 suspect, mc/time=missing: NaN}",
            "{mc/resistance=missing: infinite, mc/temperature=missing: NaN, mc/time=1700000000}",
            "{mc/resistance=missing: 0 Ohm, no reading, mc/temperature=missing: 0 K, no reading,"
                + " mc/time=1700000000}"),
        texts);
  }

  @Test
  void leavesAPartialLastRowInTheFile() throws IOException {
    var bytes = file(VclLabels.triton(), 3);
    for (int cut = 1; cut < 488; cut += 37) {
      var rows = rows(Arrays.copyOf(bytes, bytes.length - cut));
      assertEquals(2, WholeFile.values(rows).size());
      assertEquals(List.of(), WholeFile.problems(rows));
    }
  }

  @Test
  void findsTheNextRowAfterADamagedOne() throws IOException {
    var bytes = file(VclLabels.triton(), 5);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(HEAD + 2 * 488, 487);
    var rows = rows(bytes);
    assertEquals(4, WholeFile.values(rows).size());
    assertEquals(
        List.of(
            "no row at byte 13264: it begins with 487, expected the row size 488; skipped 488"
                + " bytes"),
        WholeFile.problems(rows));
  }

  @Test
  void findsTheNextRowAfterBytesThatWereLostOrAdded() throws IOException {
    var bytes = file(VclLabels.triton(), 5);
    int second = HEAD + 488;
    for (int lost : new int[] {8, 16, 24, 80, 280}) {
      for (int from : new int[] {0, 8, 200}) {
        var without = new byte[bytes.length - lost];
        System.arraycopy(bytes, 0, without, 0, second + from);
        System.arraycopy(
            bytes, second + from + lost, without, second + from, without.length - second - from);
        var rows = rows(without);
        assertEquals(
            List.of(0L, 122L, 183L, 244L),
            WholeFile.values(rows).stream()
                .map(row -> Duration.between(START, row.time()).toSeconds())
                .toList(),
            () -> lost + " bytes lost at " + from + ": " + WholeFile.problems(rows));
        assertEquals(1, WholeFile.problems(rows).size());
      }
    }
    var more = new byte[bytes.length + 24];
    Arrays.fill(more, second, second + 24, (byte) 7);
    System.arraycopy(bytes, 0, more, 0, second);
    System.arraycopy(bytes, second, more, second + 24, bytes.length - second);
    assertEquals(5, WholeFile.values(rows(more)).size());
    assertEquals(1, WholeFile.problems(rows(more)).size());
  }

  @Test
  void readsOnWhenTheFirstRowIsTheDamagedOne() throws IOException {
    var bytes = file(VclLabels.triton(), 3);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(HEAD, Double.NaN);
    var rows = rows(bytes);
    assertEquals(2, WholeFile.values(rows).size());
    assertEquals(1, WholeFile.problems(rows).size());
  }

  @Test
  void waitsForZerosAtTheEndToBecomeARow() throws IOException {
    var bytes = file(VclLabels.triton(), 3);
    var ending = bytes.clone();
    Arrays.fill(ending, HEAD + 2 * 488, bytes.length, (byte) 0);
    assertEquals(2, WholeFile.values(rows(ending)).size());
    assertEquals(List.of(), WholeFile.problems(rows(ending)));
    var middle = bytes.clone();
    Arrays.fill(middle, HEAD + 488, HEAD + 2 * 488, (byte) 0);
    assertEquals(2, WholeFile.values(rows(middle)).size());
    assertEquals(1, WholeFile.problems(rows(middle)).size());
  }

  @Test
  void aFullListOfLabelsEndsWhereItsRoomEnds() throws IOException {
    var labels = new ArrayList<>(List.of("LineSize(bytes)", "LineNumber", "Time(secs)"));
    for (int i = labels.size(); i < 190; i++) {
      labels.add("a label that fills its 32 bytes ".substring(0, 28) + i);
    }
    var bytes = file(labels, 2);
    var channels = channels(bytes);
    assertEquals(187, channels.size());
    assertEquals("column-190", channels.getLast().id().name());
    assertEquals(2, WholeFile.values(rows(bytes)).size());
    assertEquals(List.of(), WholeFile.problems(rows(bytes)));
  }

  @Test
  void tellsWhyAFileOfAnotherFormatIsNotRead() throws IOException {
    var text =
        "Date,Time,Value\n2024-11-20,16:00,4.2\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(
            "not a VCL file: it begins with the text 'Date,Time,Value'; expected a binary header of"
                + " 12288 bytes"),
        WholeFile.problems(rows(text)));
    assertEquals(1, WholeFile.problems(rows(Arrays.copyOf(text, 60))).size());
    var noise = new byte[40_000];
    new Random(1).nextBytes(noise);
    var why = WholeFile.problems(rows(noise));
    assertEquals(1, why.size());
    assertTrue(
        why.getFirst().startsWith("not a VCL file: its first row says it has "), why::getFirst);
    assertEquals(List.of(), rows(new byte[0]));
    assertEquals(List.of(), rows(file(VclLabels.triton(), 0)));
  }

  @Test
  void twoFilesOfOneFridgeHaveIdentitiesOfTheirOwn() throws IOException {
    var one = file(VclLabels.triton(), 2);
    var path = folder.resolve("two.vcl");
    VclWriter.create(path, VclLabels.triton()).append(START.plusSeconds(9999), values(58, 3));
    var two = Files.readAllBytes(path);
    int identity = log.records("x").identityBytes(one);
    assertEquals(HEAD + 488, identity);
    assertFalse(Arrays.equals(Arrays.copyOf(one, identity), Arrays.copyOf(two, identity)));
    assertEquals(-1, log.records("x").identityBytes(Arrays.copyOf(one, HEAD + 487)));
  }

  @Test
  void rowsOfOneInstantAreNumbered() throws IOException {
    var path = folder.resolve("same.vcl");
    var writer = VclWriter.create(path, VclLabels.triton());
    writer.append(START, values(58, 0));
    writer.append(START, values(58, 1));
    writer.append(START.plusSeconds(1), values(58, 2));
    var ordinals =
        WholeFile.values(rows(Files.readAllBytes(path))).stream()
            .map(row -> row.readings().getFirst().ordinal())
            .toList();
    assertEquals(List.of(0, 1, 0), ordinals);
  }

  @Test
  void cutsTheSameRecordsHoweverTheFileGrew() throws IOException {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      var bytes = file(VclLabels.tritonXl(), 8);
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes[HEAD + random.nextInt(bytes.length - HEAD)] ^= (byte) (1 << random.nextInt(8));
      }
      var whole =
          WholeFile.cut(log.records("x"), "x", bytes).stream().map(r -> r.offset()).toList();
      int part = HEAD + 456 + random.nextInt(bytes.length - HEAD - 456);
      var early =
          WholeFile.cut(log.records("x"), "x", Arrays.copyOf(bytes, part)).stream()
              .map(r -> r.offset())
              .toList();
      assertEquals(whole.subList(0, early.size()), early);
    }
  }

  @Test
  void noDamageMakesItThrowAndEveryByteIsAccountedFor() throws IOException {
    var random = new Random(42);
    var good = file(VclLabels.dr200(), 10);
    for (int round = 0; round < 500; round++) {
      var bytes = Arrays.copyOf(good, good.length - random.nextInt(good.length));
      for (int i = 0; i < random.nextInt(30) && bytes.length > 0; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var records = WholeFile.cut(log.records("x"), "x", bytes);
      long at = 0;
      for (var record : records) {
        assertEquals(at, record.offset());
        at += record.bytes().length;
      }
      assertEquals(records.size(), WholeFile.rowsAtOnce(log, "x", bytes).size());
      assertEquals(
          WholeFile.problems(WholeFile.rowsAtOnce(log, "x", bytes)),
          WholeFile.problems(rows(bytes)));
    }
  }
}
