package org.stillwatch.cos.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
   * Removes the pages of what is no hot spot any more, then writes one page for each that is. Other
   * files of the folder are left alone.
   *
   * @throws CosProblem when a page cannot be removed or written
   */
  public static List<Product> write(
      Path folder, Collection<HotSpot> hotSpots, Provenance provenance) {
    var names = hotSpots.stream().map(HotSpot::fileName).collect(Collectors.toSet());
    removeAllBut(names, folder);
    return hotSpots.stream()
        .map(
            hotSpot ->
                Product.replace(
                    folder.resolve(hotSpot.fileName()),
                    provenance,
                    out ->
                        out.write(
                            new HotSpotPage(hotSpot).html().getBytes(StandardCharsets.UTF_8))))
        .toList();
  }

  private static void removeAllBut(Set<String> names, Path folder) {
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
