package org.stillwatch.cos.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file of the archive, taken apart. Patterns match whole names: {@code x_corrtag_b}
 * is not a {@code corrtag}.
 *
 * @param text all of it
 * @param stem without {@code .fits} and {@code .gz}
 * @param rootname of the exposure: what is before the first {@code _}, when it has 9 characters
 */
public record FileName(String text, String stem, Optional<String> rootname, FileKind kind) {
  private static final Pattern FITS = Pattern.compile("(.+)\\.fits(\\.gz)?");
  private static final Pattern EXPOSURE = Pattern.compile("([a-z0-9]{9})(_([a-z0-9_]+))?");
  private static final Pattern CUMULATIVE =
      Pattern.compile("(l_\\d{13}_0)([0-3])(_(?:\\d{3}|-1|-999)_cci)");

  /** Empty when the name is not that of a FITS file. */
  public static Optional<FileName> of(String text) {
    var fits = FITS.matcher(text);
    if (!fits.matches()) {
      return Optional.empty();
    }
    var stem = fits.group(1);
    var cumulative = CUMULATIVE.matcher(stem);
    if (cumulative.matches()) {
      var kind = cumulative.group(2).compareTo("2") < 0 ? FileKind.CCI : FileKind.CCI_ACCUM;
      return Optional.of(new FileName(text, stem, Optional.empty(), kind));
    }
    var exposure = EXPOSURE.matcher(stem);
    if (!exposure.matches()) {
      return Optional.of(new FileName(text, stem, Optional.empty(), FileKind.OTHER));
    }
    return Optional.of(
        new FileName(text, stem, Optional.of(exposure.group(1)), kind(exposure.group(3))));
  }

  private static FileKind kind(@Nullable String suffix) {
    for (var kind : FileKind.values()) {
      if (kind.describes() && kind.suffix().equals(suffix)) {
        return kind;
      }
    }
    return FileKind.OTHER;
  }

  /** Its possible names with the same stem, packed and plain. */
  List<String> spellings() {
    return List.of(stem + ".fits", stem + ".fits.gz");
  }

  /**
   * The names of the files in the same directory that are read together with this one: whenever it
   * changes, they have to be read again.
   */
  List<String> readers() {
    return switch (kind) {
      case SPT ->
          rootname.stream()
              .flatMap(root -> spellings(root + "_" + FileKind.RAWACQ.suffix()))
              .toList();
      case CCI_ACCUM -> spellings(twinOf(stem, -2)).toList();
      default -> List.of();
    };
  }

  /** It may be read together with another file. */
  public boolean isCompanion() {
    return !readers().isEmpty();
  }

  /** The names, in the order of preference, of the file that is read together with this one. */
  public List<String> companions() {
    return switch (kind) {
      case RAWACQ ->
          rootname.stream().flatMap(root -> spellings(root + "_" + FileKind.SPT.suffix())).toList();
      case CCI -> spellings(twinOf(stem, 2)).toList();
      default -> List.of();
    };
  }

  private static Stream<String> spellings(String stem) {
    return Stream.of(stem + ".fits", stem + ".fits.gz");
  }

  /** The name of a CCI with its segment's token moved: 00 and 01 to 02 and 03, or back. */
  private static String twinOf(String stem, int step) {
    var parts = CUMULATIVE.matcher(stem);
    if (!parts.matches()) {
      throw new IllegalStateException(stem + " is no CCI");
    }
    return parts.group(1) + (Integer.parseInt(parts.group(2)) + step) + parts.group(3);
  }
}
