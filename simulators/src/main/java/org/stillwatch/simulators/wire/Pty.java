package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The near end of a pseudo terminal, raw, through the C library (POSIX.1-2017: posix_openpt,
 * grantpt, unlockpt, ptsname, poll; cfmakeraw of BSD and Linux). Linux and macOS. One thread looks
 * and reads and closes, any may write. Bytes that nobody reads are lost, as on a serial line.
 */
@SuppressWarnings("restricted") // calls the C library
final class Pty implements AutoCloseable {

  /** What a look at the far end shows. */
  enum Seen {
    NOTHING,
    /** There are bytes to read. */
    BYTES,
    /** Nobody has the far end open. */
    HUNG_UP
  }

  private static final boolean MAC =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");

  private static final int O_RDWR = 2;

  /** From fcntl.h of Linux (asm-generic) and macOS. */
  private static final int O_NOCTTY = MAC ? 0x20000 : 0x100;

  /** From fcntl.h, as above. */
  private static final int F_SETFL = 4;

  private static final int O_NONBLOCK = MAC ? 4 : 0x800;

  /** From errno.h, as above. */
  private static final int EAGAIN = MAC ? 35 : 11;

  private static final int TCSANOW = 0;
  private static final short POLLIN = 1;
  private static final short POLLERR_HUP_NVAL = 0x38;

  /** More than {@code struct termios} of any system. */
  private static final long TERMIOS_BYTES = 256;

  private static final int BUFFER = 4096;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment errno = arena.allocate(STATE);
  private final MemorySegment writeErrno = arena.allocate(STATE);
  private final MemorySegment pollfd = arena.allocate(8, 4);
  private final MemorySegment input = arena.allocate(BUFFER);
  private final MemorySegment output = arena.allocate(BUFFER);
  private final MethodHandle poll;
  private final MethodHandle read;
  private final MethodHandle write;
  private final MethodHandle close;
  private final int master;
  private final Path slave;
  private boolean closed;

  /**
   * @throws IOException with one sentence when the system has no pseudo terminals
   */
  Pty() throws IOException {
    if (!isHere()) {
      throw new IOException(
          "this system has no pseudo terminals (/dev/ptmx); use a TCP port instead: --port N");
    }
    var i = ValueLayout.JAVA_INT;
    var l = ValueLayout.JAVA_LONG;
    var p = ValueLayout.ADDRESS;
    this.poll = find("poll", FunctionDescriptor.of(i, p, l, i));
    this.read = find("read", FunctionDescriptor.of(l, i, p, l));
    this.write = find("write", FunctionDescriptor.of(l, i, p, l));
    this.close = find("close", FunctionDescriptor.of(i, i));
    this.master = number(find("posix_openpt", FunctionDescriptor.of(i, i)), O_RDWR | O_NOCTTY);
    check(number(find("grantpt", FunctionDescriptor.of(i, i)), master), "grantpt");
    check(number(find("unlockpt", FunctionDescriptor.of(i, i)), master), "unlockpt");
    var name = (MemorySegment) call(find("ptsname", FunctionDescriptor.of(p, i)), master);
    this.slave = Path.of(name.reinterpret(1024).getString(0));
    makeRaw();
    check(
        number(
            variadic("fcntl", FunctionDescriptor.of(i, i, i, i), 2),
            master,
            F_SETFL,
            O_RDWR | O_NONBLOCK),
        "fcntl");
  }

  static boolean isHere() {
    return Files.exists(Path.of("/dev/ptmx"));
  }

  /** The far end, which a client opens as it would a serial port. */
  Path slave() {
    return slave;
  }

  /** Without this the terminal would echo, and translate CR to LF. */
  private void makeRaw() throws IOException {
    var i = ValueLayout.JAVA_INT;
    var p = ValueLayout.ADDRESS;
    var open = variadic("open", FunctionDescriptor.of(i, p, i), 2);
    int end = number(open, arena.allocateFrom(slave.toString()), O_RDWR | O_NOCTTY);
    check(end, "open " + slave);
    var termios = arena.allocate(TERMIOS_BYTES, 8);
    check(number(find("tcgetattr", FunctionDescriptor.of(i, i, p)), end, termios), "tcgetattr");
    call(find("cfmakeraw", FunctionDescriptor.ofVoid(p)), termios);
    check(
        number(find("tcsetattr", FunctionDescriptor.of(i, i, i, p)), end, TCSANOW, termios),
        "tcsetattr");
    // closed again, so that a client that opens and closes the far end is seen
    check(number(close, end), "close");
  }

  /** Looks for so long. */
  Seen look(int millis) throws IOException {
    pollfd.set(ValueLayout.JAVA_INT, 0, master);
    pollfd.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
    pollfd.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
    try {
      if ((int) poll.invokeExact(errno, pollfd, 1L, millis) <= 0) {
        return Seen.NOTHING;
      }
    } catch (Throwable e) {
      throw failed(e);
    }
    int seen = pollfd.get(ValueLayout.JAVA_SHORT, 6);
    if ((seen & POLLIN) != 0) {
      return Seen.BYTES;
    }
    return (seen & POLLERR_HUP_NVAL) != 0 ? Seen.HUNG_UP : Seen.NOTHING;
  }

  /**
   * Reads what is there.
   *
   * @return how many bytes; 0 when nobody has the far end open
   */
  int read(byte[] into) throws IOException {
    long n;
    try {
      n = (long) read.invokeExact(errno, master, input, (long) Math.min(BUFFER, into.length));
    } catch (Throwable e) {
      throw failed(e);
    }
    if (n <= 0) {
      return 0;
    }
    MemorySegment.copy(input, ValueLayout.JAVA_BYTE, 0, into, 0, (int) n);
    return (int) n;
  }

  synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = 0; at < length; ) {
      if (closed) {
        throw new IOException(slave + " is unplugged");
      }
      int part = Math.min(BUFFER, length - at);
      MemorySegment.copy(bytes, offset + at, output, ValueLayout.JAVA_BYTE, 0, part);
      long n;
      try {
        n = (long) write.invokeExact(writeErrno, master, output, (long) part);
      } catch (Throwable e) {
        throw failed(e);
      }
      if (n < 0) {
        if ((int) ERRNO.get(writeErrno, 0L) == EAGAIN) {
          return;
        }
        throw new IOException("cannot write to " + slave + ", nobody has it open");
      }
      at += (int) n;
    }
  }

  private static MethodHandle find(String name, FunctionDescriptor shape) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle variadic(String name, FunctionDescriptor shape, int fixed) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        shape,
        Linker.Option.firstVariadicArg(fixed),
        Linker.Option.captureCallState("errno"));
  }

  private int number(MethodHandle function, Object... arguments) throws IOException {
    return (int) call(function, arguments);
  }

  private Object call(MethodHandle function, Object... arguments) throws IOException {
    var all = new Object[arguments.length + 1];
    all[0] = errno;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try {
      var result = function.invokeWithArguments(all);
      return result == null ? 0 : result;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static IOException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IOException("a call of the C library failed: " + e.getMessage(), e);
  }

  private void check(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(
          "cannot make a pseudo terminal: " + what + " failed with error " + ERRNO.get(errno, 0L));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        check(number(close, master), "close");
      } catch (IOException e) {
        // closed as far as it can be
      }
      arena.close();
    }
  }
}
