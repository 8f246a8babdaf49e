package org.stillwatch.formats.hdf5;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds libhdf5: the one that is asked for, else the one that comes along, else the system's.
 *
 * @param symbols of the library
 * @param from where it was found, for people
 */
record NativeLibrary(SymbolLookup symbols, String from) {

  /** A path to use in place of all others, as a property of the JVM or in the environment. */
  static final String PROPERTY = "stillwatch.hdf5";

  static final String VARIABLE = "STILLWATCH_HDF5";

  /** Where systems keep libraries that their packages bring. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib/riscv64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/local/lib",
          "/opt/homebrew/lib",
          "/opt/local/lib",
          "C:/Program Files/HDF_Group/HDF5");

  private static final String NAMES =
      "libhdf5(_serial)?\\.so\\.\\d+|libhdf5(\\.\\d+)?\\.dylib|hdf5\\.dll";

  /**
   * @throws Hdf5Problem with everything that was tried
   */
  static NativeLibrary find() {
    var asked =
        Optional.ofNullable(System.getProperty(PROPERTY))
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)));
    var tried = new ArrayList<String>();
    if (asked.isPresent()) {
      return load(Path.of(asked.get()), tried).orElseThrow(() -> none(tried));
    }
    var bundled = bundled();
    if (bundled.isPresent()) {
      for (var folder : unpackInto()) {
        var library = unpack(bundled.get(), folder, tried).flatMap(path -> load(path, tried));
        if (library.isPresent()) {
          return library.get();
        }
      }
    }
    for (var path : installed()) {
      var library = load(path, tried);
      if (library.isPresent()) {
        return library.get();
      }
    }
    throw none(tried);
  }

  private static Hdf5Problem none(List<String> tried) {
    return new Hdf5Problem(
        Hdf5Problem.Kind.LIBRARY,
        "no HDF5 library can be used"
            + (tried.isEmpty() ? "" : " (" + String.join("; ", tried) + ")")
            + "; install one (Debian: package libhdf5-103-1 or newer) or name one with "
            + VARIABLE
            + "=/path/of/libhdf5.so");
  }

  @SuppressWarnings("restricted")
  private static Optional<NativeLibrary> load(Path path, List<String> tried) {
    try {
      return Optional.of(
          new NativeLibrary(
              SymbolLookup.libraryLookup(path.toAbsolutePath(), Arena.global()), path.toString()));
    } catch (IllegalArgumentException e) {
      tried.add(path + (Files.exists(path) ? " cannot be loaded" : " is not there"));
      return Optional.empty();
    }
  }

  /** The resource that holds the library for this machine. */
  private static Optional<String> bundled() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (!machine.equals("amd64") && !machine.equals("x86_64")) {
      return Optional.empty();
    }
    var resource =
        system.startsWith("linux")
            ? "/org/bytedeco/hdf5/linux-x86_64/libhdf5.so.310"
            : system.startsWith("mac") ? "/org/bytedeco/hdf5/macosx-x86_64/libhdf5.310.dylib" : "";
    return Optional.of(resource)
        .filter(name -> !name.isEmpty() && NativeLibrary.class.getResource(name) != null);
  }

  /** The second is for a home that may hold no programs. */
  private static List<Path> unpackInto() {
    var home = Path.of(System.getProperty("user.home", ""));
    var cache =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElse(home.resolve(".cache"));
    return List.of(
        cache.resolve("stillwatch"),
        Path.of(
            System.getProperty("java.io.tmpdir", "."),
            "stillwatch-" + System.getProperty("user.name", "user")));
  }

  /** Unpacks once; what lies there already is used only when it is the same to the last byte. */
  static Optional<Path> unpack(String resource, Path folder, List<String> tried) {
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      var bytes = in.readAllBytes();
      var hash = hash(bytes);
      var name = resource.substring(resource.lastIndexOf('/') + 1);
      var target = folder.resolve(hash.substring(0, 16)).resolve(name);
      if (Files.isRegularFile(target) && hash(Files.readAllBytes(target)).equals(hash)) {
        return Optional.of(target);
      }
      Files.createDirectories(target.getParent());
      var part = Files.createTempFile(target.getParent(), name, ".part");
      try {
        Files.write(part, bytes);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      return Optional.of(target);
    } catch (IOException e) {
      tried.add(folder + " cannot be written");
      return Optional.empty();
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The newest first. */
  private static List<Path> installed() {
    var found = new ArrayList<Path>();
    for (var folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(Path.of(folder), folder.startsWith("C:") ? 3 : 1)) {
        files
            .filter(file -> file.getFileName().toString().matches(NAMES))
            .sorted(java.util.Comparator.reverseOrder())
            .forEach(found::add);
      } catch (IOException | java.io.UncheckedIOException e) {
        // this system has no such folder
      }
    }
    return found;
  }
}
