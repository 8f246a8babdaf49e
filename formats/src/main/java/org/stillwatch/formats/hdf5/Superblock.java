package org.stillwatch.formats.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The first bytes of a file of {@link Hdf5File.Format#CHECKED}, which say whether it was closed:
 * version 3 of the superblock in the HDF5 File Format Specification, section II.A.
 *
 * <p>A writer that was killed leaves the mark; the library then refuses the file for ever. Taking
 * the mark away is what {@code h5clear -s --increment} does. Only for a copy of which nobody else
 * knows: on a file that is being written it destroys it.
 */
public final class Superblock {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int VERSION = 8;
  private static final int SIZE_OF_OFFSETS = 9;
  private static final int FLAGS = 11;
  private static final int END_OF_FILE = 28;
  private static final int CHECKSUM = 44;
  private static final int SIZE = 48;

  /** Open for writing, and that as SWMR. */
  private static final int OPEN = 0b101;

  private Superblock() {}

  /**
   * Whether the file says that its writer did not close it; false when it can say no such thing.
   */
  public static boolean saysOpen(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var block = read(channel);
      return isVersion3(block) && (block[FLAGS] & OPEN) != 0;
    }
  }

  /**
   * Takes the mark away, and lets the file end where it ends.
   *
   * @return false when this is no file with such a mark; it is not changed then
   */
  public static boolean markClosed(Path copy) throws IOException {
    try (var channel = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var block = read(channel);
      if (!isVersion3(block)) {
        return false;
      }
      block[FLAGS] = 0;
      var numbers = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
      numbers.putLong(END_OF_FILE, channel.size());
      numbers.putInt(CHECKSUM, Lookup3.hash(block, CHECKSUM));
      while (numbers.hasRemaining()) {
        channel.write(numbers, numbers.position());
      }
      channel.force(true);
      return true;
    }
  }

  private static byte[] read(FileChannel channel) throws IOException {
    var bytes = new byte[SIZE];
    var block = ByteBuffer.wrap(bytes);
    while (block.hasRemaining() && channel.read(block, block.position()) > 0) {
      // until it is full or the file ends
    }
    return Arrays.copyOf(bytes, block.position());
  }

  private static boolean isVersion3(byte[] block) {
    return block.length == SIZE
        && Arrays.equals(block, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
        && block[VERSION] == 3
        && block[SIZE_OF_OFFSETS] == 8
        && ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKSUM)
            == Lookup3.hash(block, CHECKSUM);
  }
}
