package org.stillwatch.cos.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;

/** Makes products again, and says whether they are the same. */
public final class Rebuilding {

  private final Bench bench;
  private final BiFunction<Product, Path, Optional<Product>> gainMaps;
  private final Path scratch;
  private int looked;

  /**
   * @param gainMaps makes a gain map again in a folder; empty when the product is none
   * @param scratch where products are made again
   */
  public Rebuilding(
      Bench bench, BiFunction<Product, Path, Optional<Product>> gainMaps, Path scratch) {
    this.bench = bench;
    this.gainMaps = gainMaps;
    this.scratch = scratch;
  }

  /**
   * What came of making a product again.
   *
   * @param words a clause that goes after its name
   */
  public record Found(boolean same, String words) {}

  /**
   * Makes it again and compares.
   *
   * @throws CosProblem when nobody knows how it was made
   */
  public Found look(Path file) {
    var product =
        Product.read(file)
            .orElseThrow(
                () ->
                    new CosProblem("nothing says how it was made (no .provenance.json beside it)"));
    if (!hash(file).equals(product.sha256())) {
      return new Found(false, "was changed after it was made");
    }
    var folder = scratch.resolve(String.valueOf(++looked));
    var again =
        gainMaps
            .apply(product, folder)
            .or(
                () ->
                    Recipes.of(product.provenance())
                        .make(bench, folder, product.provenance().created()));
    if (again.isEmpty()) {
      return new Found(false, "would not be made any more");
    }
    return again.get().sha256().equals(product.sha256())
        ? new Found(true, "the same, byte by byte")
        : new Found(false, "differs: " + why(product.provenance(), again.get().provenance()));
  }

  private static String why(Provenance then, Provenance now) {
    var reasons = new ArrayList<String>();
    if (!then.code().equals(now.code())) {
      reasons.add("made by version " + then.code() + ", this is " + now.code());
    }
    if (!then.parameters().equals(now.parameters())) {
      reasons.add("made with " + then.parameters() + ", now with " + now.parameters());
    }
    var gone = then.inputs().stream().filter(input -> !now.inputs().contains(input)).toList();
    var added = now.inputs().stream().filter(input -> !then.inputs().contains(input)).toList();
    if (!gone.isEmpty()) {
      reasons.add("not there any more, or with other content: " + names(gone));
    }
    if (!added.isEmpty()) {
      reasons.add("new: " + names(added));
    }
    return reasons.isEmpty()
        ? "though its inputs, parameters and version are the same"
        : String.join("; ", reasons);
  }

  private static String names(List<Provenance.Input> inputs) {
    return inputs.stream().limit(3).map(Provenance.Input::name).collect(Collectors.joining(", "))
        + (inputs.size() > 3 ? " and " + (inputs.size() - 3) + " more" : "");
  }

  private static String hash(Path file) {
    try {
      return Hash.of(file);
    } catch (IOException e) {
      throw new CosProblem(
          Files.exists(file) ? "cannot be read: " + e.getMessage() : "is not there", e);
    }
  }
}
