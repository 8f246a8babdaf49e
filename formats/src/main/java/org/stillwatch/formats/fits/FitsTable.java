package org.stillwatch.formats.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.FitsException;

/** The rows of a binary table, column by column. */
public final class FitsTable {
  private final FitsHeader header;
  private final BinaryTable table;

  FitsTable(FitsHeader header, BinaryTable table) {
    this.header = header;
    this.table = table;
  }

  public int rows() {
    return table.getNRows();
  }

  /** There is a column of that name, whatever the case of its letters. */
  public boolean has(String column) {
    return index(column) >= 0;
  }

  /** The texts of a column, without the blanks at their ends. */
  public List<String> texts(String column) {
    return values(column, "a text", (row, index) -> table.getString(row, index).stripTrailing());
  }

  /** The numbers of a column; NaN where the file has it. */
  public List<Double> reals(String column) {
    return values(column, "a number", (row, index) -> table.getNumber(row, index).doubleValue());
  }

  /** The whole numbers of a column. */
  public List<Integer> integers(String column) {
    return values(
        column, "a whole number", (row, index) -> Math.toIntExact(table.getLong(row, index)));
  }

  /** The truths of a column; what is neither T nor F is false. */
  public List<Boolean> flags(String column) {
    return values(
        column, "T or F", (row, index) -> Boolean.TRUE.equals(table.getLogical(row, index)));
  }

  private interface Cell<T> {
    T at(int row, int index) throws FitsException;
  }

  private <T> List<T> values(String column, String expected, Cell<T> cell) {
    int index = index(column);
    if (index < 0) {
      throw new FitsProblem("%s: no column %s".formatted(header.place(), column));
    }
    var values = new ArrayList<T>(rows());
    for (int row = 0; row < rows(); row++) {
      try {
        values.add(cell.at(row, index));
      } catch (RuntimeException e) {
        throw new FitsProblem(
            "%s: column %s, row %d is not %s".formatted(header.place(), column, row + 1, expected),
            e);
      }
    }
    return values;
  }

  private int index(String column) {
    for (int i = 0; i < table.getNCols(); i++) {
      if (name(i).toLowerCase(Locale.ROOT).equals(column.toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }

  private String name(int index) {
    var name = header.cards().getStringValue("TTYPE" + (index + 1));
    return name == null ? "" : name.strip();
  }
}
