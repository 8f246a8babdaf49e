package org.stillwatch.web.xmlrpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as XML-RPC has it; dates and bytes are not among what is taken here. */
public sealed interface Value {

  /** {@code int}, {@code i4}, {@code i8}. */
  record Whole(long value) implements Value {}

  /** {@code double}; may be none (NaN) or infinite, as Python writes them. */
  record Real(double value) implements Value {}

  /** {@code boolean}. */
  record Flag(boolean value) implements Value {}

  /** {@code string}. */
  record Text(String value) implements Value {}

  /** {@code array}. */
  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** {@code struct}, in the order of its members. */
  record Struct(Map<String, Value> members) implements Value {
    public Struct {
      members = new LinkedHashMap<>(members);
    }
  }

  /** {@code nil}. */
  record Nothing() implements Value {}
}
