package org.stillwatch.app.convert;

import java.util.List;

/** A value of a Python file that is data. */
sealed interface PythonValue {

  /** The line on which it begins, from 1. */
  int line();

  record Text(String text, int line) implements PythonValue {}

  record Numeral(double value, int line) implements PythonValue {}

  record Truth(boolean value, int line) implements PythonValue {}

  record Nothing(int line) implements PythonValue {}

  /**
   * A list, a tuple or a set.
   *
   * @param size how many values it consists of
   */
  record Items(List<PythonValue> values, int line, int size) implements PythonValue {
    public Items {
      values = List.copyOf(values);
    }

    Items(List<PythonValue> values, int line) {
      this(values, line, 1 + values.stream().mapToInt(PythonValue::size).sum());
    }
  }

  /**
   * A dictionary; later entries of a key have replaced earlier ones.
   *
   * @param size how many values it consists of
   */
  record Entries(List<Entry> values, int line, int size) implements PythonValue {
    public Entries {
      values = List.copyOf(values);
    }

    Entries(List<Entry> values, int line) {
      this(
          values, line, 1 + values.stream().mapToInt(e -> e.key().size() + e.value().size()).sum());
    }
  }

  /** An entry of a dictionary. */
  record Entry(PythonValue key, PythonValue value) {}

  /**
   * Something that would have to be run to know its value.
   *
   * @param what it is: {@code a call}
   */
  record Other(String what, int line) implements PythonValue {}

  /** How many values it consists of. */
  default int size() {
    return 1;
  }
}
