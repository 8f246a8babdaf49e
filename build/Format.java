import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats, or checks the format of, every Java file of the project with google-java-format.
 *
 * <p>{@code mvn verify} checks; {@code mvn -N -Pformat process-sources} formats. Run by the build
 * with google-java-format on the class path, under the JDK of the toolchain: the formatter must
 * parse this project's language level.
 */
public final class Format {
  public static void main(String[] args) throws Exception {
    var arguments = new ArrayList<String>();
    if (args[0].equals("fix")) {
      arguments.add("--replace");
    } else {
      arguments.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    arguments.addAll(sources(Path.of(args[1])));
    Class.forName("com.google.googlejavaformat.java.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments.toArray(String[]::new));
  }

  private static List<String> sources(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .map(root::relativize)
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !path.toString().replace('\\', '/').contains("target/"))
          .map(path -> root.resolve(path).toString())
          .sorted()
          .toList();
    }
  }
}
