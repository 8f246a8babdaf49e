package org.stillwatch.cos.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stillwatch.cos.catalogue.Catalogue;
import org.stillwatch.cos.catalogue.CciEntry;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.cos.sag.Pixel;
import org.stillwatch.cos.sag.RecoveryRule;

/**
 * What products are made of, and what their provenance says of it. Reads the catalogue once; so all
 * products of one bench are of the same flags.
 */
public final class Bench {

  private static final Pattern TOTAL = Pattern.compile("total_gain_(\\d+)\\.fits");

  private final Catalogue catalogue;
  private final Folders folders;
  private final References references;
  private final RecoveryRule rule;
  private final String code;
  private final Function<CciEntry, GainMap> maps;
  private final List<CciEntry> images;
  private final List<Flag> flags;
  private final Map<Pixel, List<Measurement>> measured = new HashMap<>();
  private final Map<Version, String> hashes = new HashMap<>();
  private Optional<SeenTotal> lastTotal = Optional.empty();

  /** A file as it is now. */
  private record Version(Path file, long length, FileTime changed) {
    static Version of(Path file) throws IOException {
      return new Version(file, Files.size(file), Files.getLastModifiedTime(file));
    }
  }

  /** The total map that was read last: each is drawn several times, and has a quarter of a GB. */
  private record SeenTotal(Version version, TotalMap map) {}

  /**
   * @param catalogue whose flags are of this rule
   * @param code version of the program
   * @param maps gives the gain map of an image
   */
  public Bench(
      Catalogue catalogue,
      Folders folders,
      References references,
      RecoveryRule rule,
      String code,
      Function<CciEntry, GainMap> maps) {
    this.catalogue = catalogue;
    this.folders = folders;
    this.references = references;
    this.rule = rule;
    this.code = code;
    this.maps = maps;
    images = catalogue.ccis();
    flags = catalogue.flags();
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public Folders folders() {
    return folders;
  }

  public References references() {
    return references;
  }

  /** All flagged superpixels, of all levels. */
  public List<Flag> flags() {
    return flags;
  }

  /** All measured images, by start. */
  public List<CciEntry> images() {
    return images;
  }

  /** The gain map of an image. */
  public GainMap map(CciEntry image) {
    return maps.apply(image);
  }

  /** All measurements of a pixel. */
  List<Measurement> measurements(Pixel pixel) {
    return measured.containsKey(pixel)
        ? Optional.ofNullable(measured.get(pixel)).orElseThrow()
        : catalogue.measurements(List.of(pixel));
  }

  /** Reads the measurements of pixels that are asked for next; forgets those of others. */
  void measure(Collection<Pixel> pixels) {
    measured.clear();
    pixels.forEach(pixel -> measured.put(pixel, new ArrayList<>()));
    for (var measurement : catalogue.measurements(pixels)) {
      Optional.ofNullable(measured.get(Pixel.of(measurement)))
          .ifPresent(those -> those.add(measurement));
    }
  }

  /** The images that these were measured in. */
  List<CciEntry> imagesOf(Collection<Measurement> measurements) {
    var sources = measurements.stream().map(Measurement::source).collect(Collectors.toSet());
    return images.stream().filter(image -> sources.contains(image.header().source())).toList();
  }

  /** What is made of these images. */
  Provenance ofImages(Recipe recipe, Instant created, Collection<CciEntry> those) {
    return provenance(
        recipe,
        created,
        those.stream()
            .map(image -> new Provenance.Input(image.file().filename(), image.sha256()))
            .toList());
  }

  /** What is made of these images, told as one input: for what is made thousands of times. */
  Provenance ofImagesTogether(Recipe recipe, Instant created, Collection<CciEntry> those) {
    var each =
        those.stream()
            .map(image -> image.file().filename() + " " + image.sha256())
            .collect(Collectors.joining("\n"));
    return provenance(
        recipe,
        created,
        List.of(
            new Provenance.Input(
                those.size() + " images, lines of name and SHA-256", Hash.of(each))));
  }

  /** What is made of the flags. */
  Provenance ofFlags(Recipe recipe, Instant created) {
    return ofImages(recipe, created, images);
  }

  /** What is made of files, and of the flags as well if so said. */
  Provenance ofFiles(Recipe recipe, Instant created, boolean ofFlags, List<Path> files) {
    var inputs = new ArrayList<Provenance.Input>();
    files.stream()
        .filter(Files::isRegularFile)
        .forEach(file -> inputs.add(new Provenance.Input(file.toString(), hash(file))));
    if (ofFlags) {
      inputs.addAll(ofFlags(recipe, created).inputs());
    }
    return provenance(recipe, created, inputs);
  }

  private Provenance provenance(Recipe recipe, Instant created, List<Provenance.Input> inputs) {
    var parameters = recipe.parameters();
    parameters.put("recovery", rule.name());
    return new Provenance(recipe.kind(), created, code, inputs, parameters);
  }

  /** Of what is in it, whatever stands beside it: a file may have been replaced by hand. */
  private String hash(Path file) {
    try {
      var version = Version.of(file);
      var known = hashes.get(version);
      var hash = known == null ? Hash.of(file) : known;
      hashes.put(version, hash);
      return hash;
    } catch (IOException e) {
      throw new CosProblem(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The file of the total map of a level; of all levels without one. */
  Path totalFile(OptionalInt hv) {
    return folders
        .images()
        .resolve(hv.isPresent() ? "total_gain_" + hv.getAsInt() + ".fits" : "total_gain.fits");
  }

  /** Levels that there is a total map of. */
  public List<Integer> totalLevels() {
    var levels = new TreeSet<Integer>();
    if (Files.isDirectory(folders.images())) {
      try (var files = Files.newDirectoryStream(folders.images(), "total_gain_*.fits")) {
        for (var file : files) {
          var name = TOTAL.matcher(file.getFileName().toString());
          if (name.matches()) {
            levels.add(Integer.valueOf(name.group(1)));
          }
        }
      } catch (IOException e) {
        throw new CosProblem(folders.images() + " cannot be listed: " + e.getMessage(), e);
      }
    }
    return List.copyOf(levels);
  }

  /** The newest gains of a level; empty when no such map was made. */
  Optional<TotalMap> total(int hv) {
    var file = totalFile(OptionalInt.of(hv));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      var version = Version.of(file);
      if (lastTotal.filter(seen -> seen.version().equals(version)).isEmpty()) {
        lastTotal = Optional.of(new SeenTotal(version, TotalMap.read(file)));
      }
    } catch (IOException e) {
      throw new CosProblem(file + " cannot be read: " + e.getMessage(), e);
    }
    return lastTotal.map(SeenTotal::map);
  }

  /** Why there is no map of a level, and what there is. */
  public String noTotal(int hv) {
    var levels = totalLevels();
    return "there is no "
        + totalFile(OptionalInt.of(hv))
        + (levels.isEmpty()
            ? "; 'stillwatch cos monitors' makes the total maps"
            : "; there are total maps of HV "
                + String.join(", ", levels.stream().map(String::valueOf).toList()));
  }
}
