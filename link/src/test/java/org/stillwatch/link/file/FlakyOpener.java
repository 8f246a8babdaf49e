package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Opens files as a bad network share does: locked ones, short reads, reads that break off. */
final class FlakyOpener implements FileOpener {
  private final RandomGenerator random;
  private final Runnable meanwhile;
  private final Set<Path> locked = new HashSet<>();
  private boolean calm;

  /**
   * @param meanwhile what others do between the listing of a file and its opening
   */
  FlakyOpener(RandomGenerator random, Runnable meanwhile) {
    this.random = random;
    this.meanwhile = meanwhile;
  }

  void lock(Path path) {
    locked.add(path);
  }

  void unlockAll() {
    locked.clear();
  }

  void setCalm(boolean calm) {
    this.calm = calm;
  }

  @Override
  public SeekableByteChannel open(Path path) throws IOException {
    if (!calm) {
      meanwhile.run();
      if (locked.contains(path)) {
        throw new FileSystemException(path.toString(), null, "another process uses the file");
      }
    }
    var channel = FileOpener.FILES.open(path);
    return calm ? channel : new Flaky(channel, random.nextInt(60) == 0 ? 2 : Integer.MAX_VALUE);
  }

  private final class Flaky implements SeekableByteChannel {
    private final SeekableByteChannel real;
    private int readsLeft;

    Flaky(SeekableByteChannel real, int readsLeft) {
      this.real = real;
      this.readsLeft = readsLeft;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (readsLeft-- == 0) {
        throw new IOException("the network name is no longer available");
      }
      if (target.remaining() <= 1 || random.nextInt(4) != 0) {
        return real.read(target);
      }
      int limit = target.limit();
      target.limit(target.position() + 1 + random.nextInt(target.remaining() - 1));
      try {
        return real.read(target);
      } finally {
        target.limit(limit);
      }
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException("a follower writes nothing");
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public SeekableByteChannel position(long to) throws IOException {
      real.position(to);
      return this;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public SeekableByteChannel truncate(long to) {
      throw new UnsupportedOperationException("a follower writes nothing");
    }

    @Override
    public boolean isOpen() {
      return real.isOpen();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
