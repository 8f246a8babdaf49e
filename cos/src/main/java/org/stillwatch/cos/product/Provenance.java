package org.stillwatch.cos.product;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a product came to be: enough to make it again, byte for byte.
 *
 * @param kind which product, in the words of its command: {@code gain-map}, {@code gsagtab}
 * @param created the creation time that stands in the product; a parameter like the others
 * @param code version of the program
 * @param inputs what it was made of
 * @param parameters all that was chosen, as words
 */
public record Provenance(
    String kind,
    Instant created,
    String code,
    List<Input> inputs,
    SortedMap<String, String> parameters) {

  public Provenance {
    inputs = List.copyOf(inputs);
    parameters = new TreeMap<>(parameters);
  }

  /** The same product of the same inputs in the same way, at whatever time. */
  boolean isLike(Provenance other) {
    return kind.equals(other.kind)
        && code.equals(other.code)
        && inputs.equals(other.inputs)
        && parameters.equals(other.parameters);
  }

  /**
   * @param name a file's path, or what else it was
   * @param sha256 of its content, 64 hexadecimal digits
   */
  public record Input(String name, String sha256) {}
}
