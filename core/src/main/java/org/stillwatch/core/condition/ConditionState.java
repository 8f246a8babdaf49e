package org.stillwatch.core.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * What a condition remembers from step to step. Belongs to one text of a condition: given to
 * another one it counts as {@link #START}.
 */
public record ConditionState(long fingerprint, List<Memory> memories) {

  /** Nothing seen yet. */
  public static final ConditionState START = new ConditionState(0, List.of());

  public ConditionState {
    memories = List.copyOf(memories);
  }

  /** One line of text, for a store. */
  public String encode() {
    var out = new StringBuilder(Long.toHexString(fingerprint));
    for (var memory : memories) {
      out.append(' ').append(memory.encode());
    }
    return out.toString();
  }

  /** What {@link #encode} gave; {@link #START} when it is of another version or damaged. */
  public static ConditionState decode(String line) {
    var words = line.split(" ", -1);
    long fingerprint;
    try {
      fingerprint = Long.parseUnsignedLong(words[0], 16);
    } catch (NumberFormatException e) {
      return START;
    }
    var memories = new ArrayList<Memory>();
    for (int i = 1; i < words.length; i++) {
      var memory = Memory.decode(words[i]);
      if (memory.isEmpty()) {
        return START;
      }
      memories.add(memory.get());
    }
    return new ConditionState(fingerprint, memories);
  }

  /** The same number for the same text, on every machine (FNV-1a, 64 bits). */
  static long fingerprint(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
