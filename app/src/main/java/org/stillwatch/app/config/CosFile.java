package org.stillwatch.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.stillwatch.app.config.CosSettings.Reference;
import org.stillwatch.app.config.Source.Value;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.cos.catalogue.Database;
import org.stillwatch.cos.sag.RecoveryRule;

/** Reads the settings of the COS commands: {@code ~/configure.yaml}, with the original's keys. */
public final class CosFile {

  private static final int MARIADB_PORT = 3306;
  private static final int POSTGRESQL_PORT = 5432;
  private static final int MOST_THREADS = 256;
  private static final long HEAP_OF_A_FILE = 256L << 20;

  /** The engine of a server; the original knew MySQL alone, which is not tried. */
  enum EngineWord {
    MARIADB,
    POSTGRESQL
  }

  /** What images are taken. */
  enum ShapeWord {
    DETECTOR,
    ANY
  }

  record Keys(
      Optional<String> database,
      Optional<EngineWord> engine,
      Optional<String> host,
      Optional<Integer> port,
      Optional<String> user,
      Optional<Secret> password,
      @Named("data_location") Path dataLocation,
      @Named("monitor_location") Path monitorLocation,
      @Named("webpage_location") Optional<Path> webpageLocation,
      Optional<Path> lref,
      @Named("num_cpu") Optional<Integer> numCpu,
      @Named("cci_shape") Optional<ShapeWord> cciShape,
      Optional<RecoveryRule> recovery,
      Optional<String> gsagtab,
      @Named("gsagtab_blue") Optional<String> gsagtabBlue,
      Optional<String> x1d) {}

  private CosFile() {}

  /**
   * Reads and checks them.
   *
   * @throws ConfigurationException with all problems
   */
  public static CosSettings read(Path file, Map<String, String> environment) {
    var problems = new ArrayList<Problem>();
    var source = new Source(problems);
    var base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    var binder = new Binder(source, new Secrets(environment), base);
    var tree = source.read(file);
    var keys = binder.bind(tree, Keys.class, "", Set.of());
    if (!problems.isEmpty() || keys.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    check(keys.get(), binder);
    checkPassword(file, tree, source);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return settings(file, keys.get());
  }

  private static void check(Keys keys, Binder binder) {
    if (keys.database().isEmpty()) {
      new TreeMap<>(
              Map.<String, Optional<?>>of(
                  "engine", keys.engine(),
                  "host", keys.host(),
                  "port", keys.port(),
                  "user", keys.user(),
                  "password", keys.password()))
          .forEach(
              (key, value) -> {
                if (value.isPresent()) {
                  binder.problem(
                      key,
                      "'" + key + "' belongs to a database server, and there is no 'database:'");
                }
              });
    }
    keys.port()
        .filter(port -> port < 1 || port > 65_535)
        .ifPresent(port -> binder.problem("port", port + " is no port; expected 1 to 65535"));
    keys.numCpu()
        .filter(threads -> threads < 1 || threads > MOST_THREADS)
        .ifPresent(
            threads ->
                binder.problem(
                    "num_cpu", threads + " threads cannot be; expected 1 to " + MOST_THREADS));
    if (keys.database().isPresent() && keys.user().isEmpty()) {
      binder.problem(
          "database", "the database server is to be asked as nobody; 'user:' is missing");
    }
  }

  /** A password may stand here only when nobody else can read it. */
  private static void checkPassword(Path file, Value.Keys tree, Source source) {
    var given = tree.get("password");
    if (given.isEmpty()
        || !(given.get() instanceof Value.Scalar scalar)
        || Secrets.in(scalar.text())) {
      return;
    }
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        var open = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        open.retainAll(Files.getPosixFilePermissions(file));
        if (!open.isEmpty()) {
          source.problem(
              scalar.place(),
              "the password can be read by others; run: chmod 600 "
                  + file
                  + ", or write ${NAME} or ${file:PATH} here");
        }
      }
    } catch (IOException e) {
      source.problem(scalar.place(), "who may read " + file + " cannot be told: " + e.getMessage());
    }
  }

  private static CosSettings settings(Path file, Keys keys) {
    var references = new EnumMap<Reference, Path>(Reference.class);
    put(references, Reference.GSAGTAB, keys.gsagtab(), keys);
    put(references, Reference.GSAGTAB_BLUE, keys.gsagtabBlue(), keys);
    put(references, Reference.X1D, keys.x1d(), keys);
    return new CosSettings(
        file,
        database(keys),
        keys.dataLocation(),
        keys.monitorLocation(),
        keys.webpageLocation(),
        keys.lref(),
        references,
        keys.numCpu().orElseGet(CosFile::usualThreads),
        keys.cciShape().filter(ShapeWord.ANY::equals).isPresent(),
        keys.recovery().orElse(RecoveryRule.STRICT));
  }

  /** A file of full size takes up to 200 MB while it is measured. */
  private static int usualThreads() {
    var machine = Runtime.getRuntime();
    return Math.clamp(machine.maxMemory() / HEAP_OF_A_FILE, 1, machine.availableProcessors());
  }

  /** A name is one of the folder {@code lref}; {@code lref$name} as headers write it too. */
  private static void put(
      Map<Reference, Path> references, Reference use, Optional<String> name, Keys keys) {
    name.map(text -> text.startsWith("lref$") ? text.substring("lref$".length()) : text)
        .ifPresent(
            text ->
                references.put(
                    use,
                    keys.lref()
                        .orElse(keys.dataLocation())
                        .resolve(text)
                        .toAbsolutePath()
                        .normalize()));
  }

  private static Database database(Keys keys) {
    if (keys.database().isEmpty()) {
      return new Database.Embedded(keys.monitorLocation().resolve("catalogue.sqlite"));
    }
    boolean postgresql = keys.engine().filter(EngineWord.POSTGRESQL::equals).isPresent();
    return new Database.Server(
        postgresql ? Database.Engine.POSTGRESQL : Database.Engine.MARIADB,
        keys.host().orElse("localhost"),
        keys.port().orElse(postgresql ? POSTGRESQL_PORT : MARIADB_PORT),
        keys.database().get(),
        keys.user().orElseThrow(),
        keys.password().orElse(new Secret("")));
  }
}
