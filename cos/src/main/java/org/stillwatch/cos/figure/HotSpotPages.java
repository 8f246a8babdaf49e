package org.stillwatch.cos.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;

/** The folder of the pages of all hot spots. */
public final class HotSpotPages {

  /** A page, or what tells of its making. */
  private static final Pattern PAGE =
      Pattern.compile("(hotspot_pixel_\\d+_\\d+_FUV[AB]\\.html)(\\.provenance\\.json)?");

  private HotSpotPages() {}

  /**
   * Writes the page of one, unless it is there and was made of the same: there are thousands.
   *
   * @throws CosProblem when it cannot be written
   */
  public static Product write(Path folder, HotSpot hotSpot, Provenance provenance) {
    return Product.refresh(
        folder.resolve(hotSpot.fileName()),
        provenance,
        out -> out.write(new HotSpotPage(hotSpot).html().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Removes the pages of what is no hot spot any more. Other files of the folder are left alone.
   *
   * @param names of the pages that stay
   * @throws CosProblem when a page cannot be removed
   */
  public static void removeAllBut(Set<String> names, Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        var page = PAGE.matcher(file.getFileName().toString());
        if (page.matches() && !names.contains(page.group(1))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new CosProblem(
          "the old pages of hot spots in "
              + folder
              + " cannot be removed: "
              + e.getMessage()
              + "; no page was written",
          e);
    }
  }
}
