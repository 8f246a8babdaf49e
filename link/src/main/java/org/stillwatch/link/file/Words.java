package org.stillwatch.link.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;

/** What went wrong with a file, as one clause for the person at the machine. */
final class Words {

  private static final String RETRY = "; it is tried again at every look";

  private Words() {}

  static String why(IOException e) {
    return switch (e) {
      case FileSystemLoopException _ ->
          "is a link that leads back to a folder above it and is left out";
      case AccessDeniedException _ ->
          "cannot be read: the system denies access; expected a file that the user "
              + System.getProperty("user.name", "of this process")
              + " may read and that no other program locks"
              + RETRY;
      case NoSuchFileException _ -> "vanished while it was being read" + RETRY;
      case NotDirectoryException _ -> "is no folder" + RETRY;
      case FileSystemException system ->
          "cannot be read now: " + reason(system.getReason(), system) + RETRY;
      default -> "cannot be read now: " + reason(e.getMessage(), e) + RETRY;
    };
  }

  private static String reason(@org.jspecify.annotations.Nullable String text, IOException e) {
    return Objects.requireNonNullElseGet(
        text,
        () ->
            e.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT));
  }
}
