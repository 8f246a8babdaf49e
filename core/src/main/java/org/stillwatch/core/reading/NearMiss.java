package org.stillwatch.core.reading;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Which of some known words was probably meant by one that is not known. */
public final class NearMiss {

  private NearMiss() {}

  /** The end of a sentence: {@code did you mean 'rate'?}, or all of the words. */
  public static String of(String word, Collection<String> words) {
    var best = words.stream().min(Comparator.comparingInt(known -> distance(word, known)));
    if (best.isEmpty()) {
      return "there are none";
    }
    if (distance(word, best.get()) <= (word.length() < 4 ? 1 : Math.max(2, word.length() / 3))) {
      return "did you mean '" + best.get() + "'?";
    }
    return "expected " + words.stream().sorted().collect(Collectors.joining(", "));
  }

  /** Edit distance after Levenshtein. */
  private static int distance(String a, String b) {
    var last = new int[b.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      var next = new int[b.length() + 1];
      next[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        next[j] = Math.min(change, 1 + Math.min(last[j], next[j - 1]));
      }
      last = next;
    }
    return last[b.length()];
  }
}
