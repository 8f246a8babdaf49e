package org.stillwatch.cos.gain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stillwatch.cos.cci.AccumFile;
import org.stillwatch.cos.cci.Cci;
import org.stillwatch.cos.cci.CciContent;
import org.stillwatch.cos.cci.CciFile;
import org.stillwatch.cos.cci.CciShape;
import org.stillwatch.cos.cci.Cube;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.formats.fits.FitsProblem;

/**
 * Makes the gain map of a CCI and its file. A map that is there is read in place of being made when
 * it was made of the same content by the same code, and is as it was written; else it is replaced.
 *
 * <p>For several threads.
 */
public final class GainMapMaker {
  /** The word for gain maps in their provenance. */
  public static final String KIND = "gain-map";

  /** What the map was made with, in the words of its provenance. */
  private final SortedMap<String, String> parameters;

  private final Path folder;
  private final String code;
  private final CciShape shape;
  private final InstantSource clock;

  /**
   * For CCIs of the detector's size.
   *
   * @param folder where the maps are
   * @param code version of the program
   */
  public GainMapMaker(Path folder, String code) {
    this(folder, code, CciShape.DETECTOR, InstantSource.system());
  }

  public GainMapMaker(Path folder, String code, CciShape shape, InstantSource clock) {
    this.folder = folder;
    this.code = code;
    this.shape = shape;
    this.clock = clock;
    parameters = parameters(shape);
  }

  /**
   * Makes the map, or reads the one that is there.
   *
   * @param sha256 of the CCI's bytes
   * @param accum the image of the same time and segment without pulse heights, if there is one
   * @throws CosProblem in one sentence, when the map cannot be written; a map that was there then
   *     still is
   */
  public GainMapResult make(Path cci, String sha256, Optional<Path> accum) {
    var file = folder.resolve(GainMapFile.name(CciFile.source(cci)));
    var inputs = inputs(cci, sha256, accum);
    var there = there(file, inputs);
    if (there.isPresent()) {
      return there.get();
    }
    CciContent content;
    try {
      content = CciFile.read(cci, shape);
    } catch (CosProblem e) {
      return new GainMapResult.Unusable(clause(e));
    }
    return switch (content) {
      case CciContent.NoExposures(var header) -> new GainMapResult.NothingMeasured(header);
      case Cci read -> measured(read, accum, file, inputs);
    };
  }

  private GainMapResult measured(
      Cci content, Optional<Path> accum, Path file, List<Provenance.Input> inputs) {
    Optional<Cube> image;
    try {
      image = accum.map(path -> accum(path, content));
    } catch (CosProblem e) {
      return new GainMapResult.Unusable(
          "its counts cannot be completed: " + String.valueOf(e.getMessage()));
    }
    var full = new GainMapper().map(content, image);
    var provenance = new Provenance(KIND, clock.instant(), code, inputs, parameters);
    var product = Product.replace(file, provenance, out -> GainMapFile.write(full, out));
    return new GainMapResult.Measured(full.map(), product, true);
  }

  private static Cube accum(Path path, Cci content) {
    return AccumFile.read(path, content.header(), content.cube().width(), content.cube().height());
  }

  /** What a file's own problem says, without the name of the file. */
  private static String clause(CosProblem problem) {
    return problem.getCause() instanceof FitsProblem cause
        ? String.valueOf(cause.getMessage())
        : String.valueOf(problem.getMessage());
  }

  /** A map of an image of any shape is not one that the detector's shape was demanded of. */
  private static SortedMap<String, String> parameters(CciShape shape) {
    var words = new TreeMap<String, String>();
    words.put("least-counts", Integer.toString(GainMapper.LEAST_COUNTS));
    words.put("sigma", Double.toString(GaussianSums.SIGMA));
    words.put("gzip-level", Integer.toString(GainMapFile.COMPRESSION));
    if (shape == CciShape.ANY) {
      words.put("shape", "any");
    }
    return words;
  }

  private static List<Provenance.Input> inputs(Path cci, String sha256, Optional<Path> accum) {
    var inputs = new ArrayList<Provenance.Input>();
    inputs.add(new Provenance.Input(cci.getFileName().toString(), sha256));
    accum.ifPresent(
        path -> inputs.add(new Provenance.Input(path.getFileName().toString(), hash(path))));
    return inputs;
  }

  private static String hash(Path file) {
    try {
      return Hash.of(file);
    } catch (IOException e) {
      throw new CosProblem("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The map that was made of the same, if it is whole. */
  private Optional<GainMapResult> there(Path file, List<Provenance.Input> inputs) {
    try {
      return Product.read(file)
          .filter(product -> madeOfTheSame(product.provenance(), inputs))
          .filter(product -> Files.exists(file) && hash(file).equals(product.sha256()))
          .map(product -> new GainMapResult.Measured(GainMapFile.read(file), product, false));
    } catch (CosProblem unreadable) {
      // what cannot be read is made anew, and whoever may not write is told then
      return Optional.empty();
    }
  }

  private boolean madeOfTheSame(Provenance provenance, List<Provenance.Input> inputs) {
    return provenance.kind().equals(KIND)
        && provenance.code().equals(code)
        && provenance.inputs().equals(inputs)
        && provenance.parameters().equals(parameters);
  }
}
