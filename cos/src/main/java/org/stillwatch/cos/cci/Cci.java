package org.stillwatch.cos.cci;

import java.util.List;
import org.stillwatch.cos.detector.CciHeader;

/**
 * A cumulative image.
 *
 * @param files names of the summed exposures
 * @param cube its counts in superpixels
 */
public record Cci(CciHeader header, List<String> files, Cube cube) implements CciContent {
  public Cci {
    files = List.copyOf(files);
  }
}
