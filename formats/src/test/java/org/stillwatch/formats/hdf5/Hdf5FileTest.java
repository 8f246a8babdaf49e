package org.stillwatch.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Hdf5FileTest {

  private static final Hdf5Type.Words WORDS = new Hdf5Type.Words(List.of("good", "bad", "none"));
  private static final Hdf5Type.Text TEXT = new Hdf5Type.Text(7);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a file.h5");
  }

  private void write(Hdf5File.Format format) {
    try (var file = Hdf5File.create(file(), format)) {
      file.attribute("/", "station", "Blaues Labor µ");
      file.attribute("/", "version", 3);
      file.create("/time", Column.plain(new Hdf5Type.Int64(), 4)).append(new long[] {1, 2, 3});
      file.create("/a/b/value", Column.of(new Hdf5Type.Float64(), 4))
          .append(new double[] {1.5, Double.NaN, -3e-9});
      file.create("/a/b/quality", Column.of(WORDS, "none", 4)).append(WORDS, new byte[] {0, 1, 2});
      file.create("/a/b/reason", Column.plain(new Hdf5Type.Int32(), 4))
          .append(new int[] {0, 7, -1});
      file.create("/reasons", Column.plain(TEXT, 4))
          .append(TEXT, List.of("", "off", "zu heiß ist es"));
      file.attribute("/a/b", "unit", "K");
      file.attribute("/a/b", "states", List.of("closed", "offen °"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadAgain(Hdf5File.Format format) {
    write(format);
    try (var file = Hdf5File.read(file())) {
      assertEquals(List.of("a", "reasons", "time"), file.names("/"));
      assertEquals(List.of("quality", "reason", "value"), file.names("/a/b"));
      assertTrue(file.isDataset("/time"));
      assertFalse(file.isDataset("/a"));
      assertTrue(file.has("/a/b/value"));
      assertFalse(file.has("/a/c/value"));
      assertEquals(Optional.of("Blaues Labor µ"), file.text("/", "station"));
      assertEquals(Optional.empty(), file.text("/", "nothing"));
      assertEquals(OptionalLong.of(3), file.number("/", "version"));
      assertEquals(List.of("closed", "offen °"), file.texts("/a/b", "states"));
      assertArrayEquals(new long[] {2, 3}, file.dataset("/time").longs(1, 2));
      assertArrayEquals(
          new double[] {1.5, Double.NaN, -3e-9}, file.dataset("/a/b/value").doubles(0, 3));
      assertArrayEquals(new byte[] {0, 1, 2}, file.dataset("/a/b/quality").words(WORDS, 0, 3));
      assertArrayEquals(new int[] {0, 7, -1}, file.dataset("/a/b/reason").ints(0, 3));
      assertEquals(List.of("", "off", "zu hei"), file.dataset("/reasons").texts(TEXT, 0, 3));
      assertTrue(file.dataset("/time").shape().isColumn("i8"));
      assertTrue(file.dataset("/a/b/quality").shape().isColumn("u1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void h5pyReadsIt(Hdf5File.Format format) throws Exception {
    Python.needed();
    write(format);
    assertEquals(
        """
        Blaues Labor µ 3 K ['closed', 'offen °']
        [1 2 3] int64 [0 1 2] {'good': 0, 'bad': 1, 'none': 2}
        [ 1.5e+00      nan -3.0e-09] [ 0  7 -1] ['' 'off' 'zu hei']
        """,
        Python.run(
            """
            import h5py, sys
            f = h5py.File(sys.argv[1])
            g = f['a/b']
            print(f.attrs['station'], f.attrs['version'], g.attrs['unit'], list(g.attrs['states']))
            q = g['quality']
            print(f['time'][:], f['time'].dtype, q[:], h5py.check_enum_dtype(q.dtype))
            print(g['value'][:], g['reason'][:], f['reasons'].asstr()[:])
            """,
            file()));
  }

  @Test
  void anotherJavaLibraryReadsIt() throws IOException {
    write(Hdf5File.Format.CHECKED);
    try (var file = new HdfFile(file())) {
      assertArrayEquals(
          new double[] {1.5, Double.NaN, -3e-9},
          (double[]) file.getDatasetByPath("/a/b/value").getData());
      assertArrayEquals(new long[] {1, 2, 3}, (long[]) file.getDatasetByPath("/time").getData());
      assertEquals("K", file.getByPath("/a/b").getAttribute("unit").getData());
    }
  }

  @Test
  void whatIsNotWrittenIsAbsentAndNoNumber() {
    try (var file = Hdf5File.create(file(), Hdf5File.Format.CHECKED)) {
      var value = file.create("/value", Column.of(new Hdf5Type.Float64(), 4));
      var quality = file.create("/quality", Column.of(WORDS, "none", 4));
      value.resize(6);
      quality.resize(6);
      value.append(new double[] {1});
      assertArrayEquals(new double[] {Double.NaN, Double.NaN, 1}, value.doubles(4, 3));
      assertArrayEquals(new byte[] {2, 2}, quality.words(WORDS, 4, 2));
    }
  }

  @Test
  void aDatasetIsCutOffAndContinued() {
    try (var file = Hdf5File.create(file(), Hdf5File.Format.CHECKED)) {
      var value = file.create("/value", Column.of(new Hdf5Type.Float64(), 4));
      value.append(new double[] {1, 2, 3, 4, 5, 6});
      value.resize(3);
      value.append(new double[] {7});
      assertArrayEquals(new double[] {1, 2, 3, 7}, value.doubles(0, 4));
    }
  }

  @Test
  void aFileThatIsThereIsNeverOverwritten() throws IOException {
    write(Hdf5File.Format.EARLIEST);
    var before = Files.readAllBytes(file());
    assertThrows(
        Hdf5Problem.class, () -> Hdf5File.create(file(), Hdf5File.Format.EARLIEST).close());
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  private static Hdf5Problem problemOf(Runnable work) {
    return assertThrows(Hdf5Problem.class, work::run);
  }

  @Test
  void problemsSayWhatToDo() throws IOException {
    var absent = problemOf(() -> Hdf5File.open(folder.resolve("absent.h5")).close());
    assertEquals(Hdf5Problem.Kind.NOT_FOUND, absent.kind());
    Files.writeString(file(), "no HDF5 at all");
    var other = problemOf(() -> Hdf5File.open(file()).close());
    assertEquals(Hdf5Problem.Kind.DAMAGED, other.kind());
    assertEquals(file() + ": it is no HDF5 file", other.getMessage());
  }

  @Test
  void aShortenedFileIsDamaged() throws IOException {
    write(Hdf5File.Format.CHECKED);
    var bytes = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertEquals(Hdf5Problem.Kind.DAMAGED, problemOf(() -> Hdf5File.open(file()).close()).kind());
  }

  @Test
  void aFileThatAReaderHoldsIsHeld() throws Exception {
    Python.needed();
    write(Hdf5File.Format.EARLIEST);
    var reader =
        Python.start(
            "import h5py, sys; f = h5py.File(sys.argv[1], 'r'); print('open');"
                + " sys.stdin.readline(); f.close(); print('closed')",
            file());
    try (var says = reader.inputReader()) {
      assertEquals("open", says.readLine());
      var held = problemOf(() -> Hdf5File.open(file()).close());
      assertEquals(Hdf5Problem.Kind.HELD, held.kind());
      assertEquals(file() + ": another program has it open", held.getMessage());
      assertTrue(held.passes());
      reader.outputWriter().append("\n").flush();
      assertEquals("closed", says.readLine());
      Hdf5File.open(file()).close();
    } finally {
      reader.destroyForcibly().waitFor();
    }
  }

  @Test
  void aSwmrReaderSeesTheRowsThatAreFlushed() throws Exception {
    Python.needed();
    write(Hdf5File.Format.CHECKED);
    try (var file = Hdf5File.openSwmr(file())) {
      var reader =
          Python.start(
              """
              import h5py, sys
              d = h5py.File(sys.argv[1], 'r', swmr=True)['time']
              while True:
                  d.refresh()
                  print(d.shape[0], d[-1])
                  sys.stdin.readline()
              """,
              file());
      try (var says = reader.inputReader()) {
        assertEquals("3 3", says.readLine());
        file.dataset("/time").append(new long[] {4, 5, 6, 7, 8});
        file.flush();
        reader.outputWriter().append("\n").flush();
        assertEquals("8 8", says.readLine());
      } finally {
        reader.destroyForcibly().waitFor();
      }
    }
    assertFalse(Superblock.saysOpen(file()));
  }

  @Test
  void compressedColumnsAreSmall() throws IOException {
    try (var file = Hdf5File.create(file(), Hdf5File.Format.EARLIEST)) {
      file.create("/value", Column.of(new Hdf5Type.Float64(), 16_384).deflated(4))
          .append(new double[100_000]);
      assertEquals(100_000, file.dataset("/value").length());
    }
    assertTrue(Files.size(file()) < 20_000, Files.size(file()) + " bytes");
  }

  @Test
  void theLibraryIsUnpackedOnceAndRepairedWhenItsCopyIsNotTheSame() throws IOException {
    var resource = "/org/bytedeco/hdf5/linux-x86_64/libhdf5.so.310";
    var tried = new java.util.ArrayList<String>();
    var first = NativeLibrary.unpack(resource, folder, tried).orElseThrow();
    var good = Files.readAllBytes(first);
    Files.write(first, new byte[] {1, 2, 3});
    assertEquals(first, NativeLibrary.unpack(resource, folder, tried).orElseThrow());
    assertArrayEquals(good, Files.readAllBytes(first));
    assertEquals(List.of(), tried);
  }
}
