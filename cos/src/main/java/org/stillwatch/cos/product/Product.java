package org.stillwatch.cos.product;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.stillwatch.cos.detector.CosProblem;

/**
 * A file to take away, and beside it {@code NAME.provenance.json} that says how it came to be.
 *
 * @param file where it is
 * @param sha256 of its bytes
 * @param length how many bytes it has
 * @param provenance how it came to be
 */
public record Product(Path file, String sha256, long length, Provenance provenance) {

  static final String SUFFIX = ".provenance.json";

  /**
   * Writes a product that replaces an older one of that name: it is whole under its name, or the
   * older one still stands there.
   *
   * @throws CosProblem when it cannot be written
   */
  public static Product replace(Path file, Provenance provenance, Content content) {
    return write(file, provenance, content, true);
  }

  /**
   * Writes a product under a name that no other product has.
   *
   * @throws CosProblem when it cannot be written, or something of that name is there
   */
  public static Product create(Path file, Provenance provenance, Content content) {
    return write(file, provenance, content, false);
  }

  /**
   * Writes a product, but not when the one of that name was made of the same in the same way, at
   * whatever time, and still has its length. What tells of it and cannot be read is replaced too.
   *
   * @throws CosProblem when it cannot be written
   */
  public static Product refresh(Path file, Provenance provenance, Content content) {
    return told(file)
        .filter(there -> there.provenance().isLike(provenance))
        .filter(there -> there.length() == lengthOf(file))
        .orElseGet(() -> replace(file, provenance, content));
  }

  /** The product of that name; empty when nothing tells of it that can be read. */
  public static Optional<Product> told(Path file) {
    try {
      return read(file);
    } catch (CosProblem unreadable) {
      return Optional.empty();
    }
  }

  private static long lengthOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }

  private static Product write(
      Path file, Provenance provenance, Content content, boolean replacing) {
    var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    try {
      make(folder);
      var part = part(folder);
      try {
        var sha256 = fill(part, content);
        long length = Files.size(part);
        if (replacing) {
          // whoever is killed here leaves a file that nothing is told of, never a wrong word of it
          Files.deleteIfExists(besides(file));
          Files.move(
              part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
          link(part, file);
        }
        var product = new Product(file, sha256, length, provenance);
        product.tell(folder);
        return product;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CosProblem(file + " is there already and is kept; nothing was written", e);
    } catch (IOException e) {
      throw new CosProblem("cannot write " + file + ": " + words(e) + "; nothing is left of it", e);
    }
  }

  private static void make(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new FileSystemException(folder.toString(), null, folder + " is no folder");
    }
  }

  private static String words(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "this user may not write there";
      case NoSuchFileException gone -> "there can be no such folder";
      case FileSystemException problem when problem.getReason() != null -> problem.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /** A link fails when the name is taken, where a move would replace what stands there. */
  private static void link(Path part, Path file) throws IOException {
    try {
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      // the name is taken by an empty file first, which the whole one then replaces at once
      Files.createFile(file);
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.delete(file);
        throw e;
      }
    }
  }

  /**
   * Removes what writers left that were killed.
   *
   * @param before older than this
   */
  public static void removeLeftovers(Path folder, Instant before) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var parts = Files.newDirectoryStream(folder, ".*.part")) {
      for (var part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
          Files.delete(part);
        }
      }
    } catch (IOException e) {
      throw new CosProblem(
          "what was left half written in " + folder + " cannot be removed: " + e.getMessage(), e);
    }
  }

  /** Whoever may read the folder may read products: a temporary file would be its owner's alone. */
  private static Path part(Path folder) throws IOException {
    return Files.createFile(folder.resolve("." + UUID.randomUUID() + ".part"));
  }

  private static String fill(Path part, Content content) throws IOException {
    try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      var hashing = new DigestOutputStream(Channels.newOutputStream(channel), Hash.sha256());
      var out = new BufferedOutputStream(hashing, 1 << 16);
      content.writeTo(unclosed(out));
      out.flush();
      channel.force(true);
      return HexFormat.of().formatHex(hashing.getMessageDigest().digest());
    }
  }

  /**
   * A writer that closes its stream (most libraries do) must not close the file before its sync.
   */
  private static OutputStream unclosed(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }

  private void tell(Path folder) throws IOException {
    var part = part(folder);
    try {
      Files.write(part, ProvenanceJson.write(this));
      Files.move(
          part, besides(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * The product of that name as it was written; empty when nothing tells of it.
   *
   * @throws CosProblem when what tells of it cannot be read
   */
  public static Optional<Product> read(Path file) {
    var told = besides(file);
    if (!Files.exists(told)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProvenanceJson.read(file, Files.readAllBytes(told)));
    } catch (IOException | IllegalArgumentException e) {
      throw new CosProblem(told + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path besides(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }
}
