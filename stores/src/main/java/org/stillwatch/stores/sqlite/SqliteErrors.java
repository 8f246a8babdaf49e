package org.stillwatch.stores.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.stillwatch.core.store.StoreUnavailable;

/** What SQLite and the file system report, in sentences for the user. */
final class SqliteErrors {

  private static final long MEGABYTE = 1_000_000;

  /** With more room than this the disk is not what is full. */
  private static final long ROOM = 50 * MEGABYTE;

  private SqliteErrors() {}

  /** The store cannot do it now; trying again may help. */
  static StoreUnavailable unavailable(Path file, SQLException e) {
    return new StoreUnavailable(sentence(file, e), e);
  }

  /** The file cannot be opened at all. */
  static StoreProblem problem(Path file, SQLException e) {
    return new StoreProblem(sentence(file, e), e);
  }

  private static String sentence(Path file, SQLException e) {
    var code = code(e);
    return switch (family(e)) {
      case SQLITE_FULL -> full(file);
      case SQLITE_IOERR ->
          "cannot read or write "
              + file
              + ": the operating system reports an I/O error ("
              + code.name()
              + ", "
              + freeMegabytes(file)
              + " MB free); readings wait until it works again";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          file
              + " is locked by another program, such as a database browser; readings wait until it"
              + " is closed";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          file + " may not be written; expected the right to write it and its directory";
      case SQLITE_CANTOPEN ->
          file + " cannot be opened; expected a file and a directory that this user may write";
      case SQLITE_CORRUPT ->
          file
              + " is damaged ("
              + e.getMessage()
              + "); move it away and restore a backup, or start with an empty data directory and"
              + " import the logs again";
      case SQLITE_NOTADB ->
          file + " is no SQLite database; move it away, or choose another data directory";
      default -> file + " cannot be used: " + e.getMessage();
    };
  }

  private static String full(Path file) {
    long free = freeBytes(file);
    var megabytes = free / MEGABYTE + " MB free";
    return free > ROOM
        ? file
            + " may not grow, although its disk has "
            + megabytes
            + " (a quota or a limit of file size); readings wait until it may"
        : "disk full: "
            + file.toAbsolutePath().getParent()
            + " has "
            + megabytes
            + "; readings wait until there is room";
  }

  private static String freeMegabytes(Path file) {
    return Long.toString(freeBytes(file) / MEGABYTE);
  }

  private static long freeBytes(Path file) {
    try {
      return Files.getFileStore(file).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.getErrorCode(e.getErrorCode());
  }

  /** What sort of error it is: the low byte of SQLite's extended code. */
  static SQLiteErrorCode family(SQLException e) {
    return SQLiteErrorCode.getErrorCode(code(e).code & 0xff);
  }

  /** What the file system says, without the class names of Java. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
      case FileAlreadyExistsException there -> there.getFile() + " is a file, not a directory";
      default -> String.valueOf(e.getMessage());
    };
  }
}
