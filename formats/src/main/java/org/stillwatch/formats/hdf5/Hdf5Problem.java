package org.stillwatch.formats.hdf5;

/** Something about an HDF5 file that did not work; the message is one clause for a person. */
public final class Hdf5Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What to do about it. */
  public enum Kind {
    /** Another program has the file open: wait. */
    HELD,
    /** No room on the disk: wait. */
    DISK_FULL,
    /** There is no such file. */
    NOT_FOUND,
    /** This user may not. */
    NOT_ALLOWED,
    /** Its writer did not close it: it was killed, or it is still writing. */
    NOT_CLOSED,
    /** It is no HDF5 file, or parts of it are gone. */
    DAMAGED,
    /** The library itself cannot be used. */
    LIBRARY,
    OTHER
  }

  private final Kind kind;

  public Hdf5Problem(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether waiting may help. */
  public boolean passes() {
    return kind == Kind.HELD || kind == Kind.DISK_FULL;
  }
}
