package org.stillwatch.cos.cci;

import static org.stillwatch.cos.detector.Superpixels.PULSE_HEIGHTS;

import java.util.Arrays;

/**
 * Counts by pulse height and superpixel. Most lines of a detector see nothing; those take no
 * memory, so that a cube of a real week takes half of the 128 MiB that its cells would.
 */
public final class Cube {
  private static final int[] NOTHING = {};

  private final int width;
  private final int height;
  private final int[] zeros;

  /** {@code [pulseHeight * height + y][x]}; a line without counts has no cells. */
  private final int[][] lines;

  /**
   * A cube without counts.
   *
   * @param width superpixels along x
   * @param height superpixels along y
   */
  public Cube(int width, int height) {
    this.width = width;
    this.height = height;
    this.zeros = new int[width];
    this.lines = new int[PULSE_HEIGHTS * height][];
    Arrays.fill(lines, NOTHING);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /**
   * The counts of a line, {@code [x]}; to be read, not written.
   *
   * @param pulseHeight 0 to 31
   * @param y superpixel
   */
  public int[] line(int pulseHeight, int y) {
    return isEmpty(pulseHeight, y) ? zeros : lines[pulseHeight * height + y];
  }

  /** No superpixel of that line has counts of that pulse height. */
  public boolean isEmpty(int pulseHeight, int y) {
    return lines[pulseHeight * height + y].length == 0;
  }

  /** The counts of a line, to be written. */
  int[] writableLine(int pulseHeight, int y) {
    int index = pulseHeight * height + y;
    if (isEmpty(pulseHeight, y)) {
      lines[index] = new int[width];
    }
    return lines[index];
  }
}
