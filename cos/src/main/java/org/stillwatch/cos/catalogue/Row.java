package org.stillwatch.cos.catalogue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row that was derived from a file: what is absent has no value in the table. Which file and
 * which exposure it belongs to the catalogue adds.
 */
public record Row(String table, SortedMap<String, Object> values) {
  /** The longest text that a column takes. */
  public static final int MOST_TEXT = 80;

  public Row {
    values = new TreeMap<>(values);
  }

  public static Builder of(String table) {
    return new Builder(table);
  }

  /** Gathers values; absent ones are left out. */
  public static final class Builder {
    private final String table;
    private final SortedMap<String, Object> values = new TreeMap<>();

    private Builder(String table) {
      this.table = table;
    }

    public Builder with(String column, Object value) {
      values.put(column, value);
      return this;
    }

    public Builder with(String column, Optional<?> value) {
      value.ifPresent(present -> values.put(column, present));
      return this;
    }

    public Builder with(String column, OptionalInt value) {
      value.ifPresent(present -> values.put(column, present));
      return this;
    }

    public Builder with(String column, OptionalDouble value) {
      value.ifPresent(present -> values.put(column, present));
      return this;
    }

    public Row build() {
      return new Row(table, values);
    }
  }
}
