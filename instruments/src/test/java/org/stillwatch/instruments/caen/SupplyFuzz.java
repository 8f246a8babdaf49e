package org.stillwatch.instruments.caen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.testkit.SpoiltBytes;

/**
 * Spoilt replies: of bytes, judged here anew and by a way of its own, and of whole lines that come
 * late, twice, or not at all, on the way from a supply of which every value is known.
 *
 * <p>{@code main} takes the number of replies (a million) and a seed.
 */
final class SupplyFuzz {

  /** What was found. */
  record Found(long replies, long accepted, long wrong, String firstWrong) {}

  private static final List<byte[]> GOOD =
      List.of(
              "#BD:00,CMD:OK,VAL:0250.1;0400.0;0000.0;1300.5\r\n",
              "#BD:00,CMD:OK,VAL:0001.10;0002.20;0003.30;0300.00\r\n",
              "#BD:00,CMD:OK,VAL:00001;00128;00000;04096\r\n",
              "#BD:00,CMD:OK,VAL:REMOTE\r\n",
              "#BD:01,CMD:OK,VAL:0250.1;0400.0;0000.0;0000.0\r\n",
              "#BD:00,CMD:OK,VAL:0250.1\r\n",
              "#BD:00,CMD:OK\r\n",
              "#BD:00,CH:ERR\r\n",
              "#BD:00,LOC:ERR\r\n",
              "!silent\r\n")
          .stream()
          .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
          .toList();

  private SupplyFuzz() {}

  /** Bytes through the parser of one line. */
  static Found bytes(long replies, long seed) {
    var spoilt = new SpoiltBytes(GOOD, seed);
    var question = Board.unknown(0, Dialect.CHAIN).with(4).askAll(Parameter.VMON, false);
    long accepted = 0;
    long wrong = 0;
    var first = "";
    for (long i = 0; i < replies; i++) {
      var said = spoilt.next();
      int end = 0;
      while (end < said.length && said[end] != '\r' && said[end] != '\n') {
        end++;
      }
      var frame = Arrays.copyOf(said, end);
      var reply =
          SupplyReply.read(question, new Answer.Complete(frame, Duration.ofMillis(5)), new byte[0]);
      if (reply instanceof SupplyReply.Values values) {
        accepted++;
        if (!mayBe(frame, values)) {
          wrong++;
          first = first.isEmpty() ? values + " of " + Answer.shown(frame) : first;
        }
      }
    }
    return new Found(replies, accepted, wrong, first);
  }

  /** By hand: the address, OK, and four numbers, each digit for digit. */
  private static boolean mayBe(byte[] frame, SupplyReply.Values values) {
    var text = new String(frame, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("CMD:OK,VAL:");
    var head = at < 0 ? "" : text.substring(0, at);
    if (!List.of("#", "#BD:00,", "#BD:0,").contains(head)) {
      return false;
    }
    var fields = new ArrayList<>(List.of(text.substring(at + 11).split(";", -1)));
    if (fields.size() == 5 && fields.get(4).isEmpty()) {
      fields.remove(4);
    }
    if (fields.size() != 4) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      double value = 0;
      double scale = 0;
      var field = fields.get(i);
      boolean negative = field.startsWith("-");
      for (char c : field.substring(negative ? 1 : 0).toCharArray()) {
        if (c == '.' && scale == 0) {
          scale = 1;
        } else if (c >= '0' && c <= '9') {
          value = value * 10 + (c - '0');
          scale *= 10;
        } else {
          return false;
        }
      }
      double exact = (negative ? -value : value) / Math.max(1, scale);
      if (scale < 10 || Math.abs(values.number(i) - exact) > 1e-9) {
        return false;
      }
    }
    return true;
  }

  /** What the supply of {@link CaenContractTest} truly has. */
  static double truth(String channel) {
    int number = channel.startsWith("ch") ? channel.charAt(2) - '0' : 0;
    double volt = 101.0 * (number + 1);
    return switch (channel.substring(channel.indexOf('/') + 1)) {
      case "vmon", "vset" -> volt;
      case "imon" -> Double.parseDouble(String.format(Locale.ROOT, "%.2f", volt / 10));
      case "iset" -> 300;
      case "power", "status", "state" -> 1;
      case "rup" -> 50;
      case "rdw" -> 100;
      case "trip" -> 10;
      case "maxv" -> 8000;
      case "imrange" -> 1;
      case "polarity" -> number % 2;
      default -> 0;
    };
  }

  /** Whole lines, on their way from a supply that is well. */
  static Found lines(int polls, long seed, boolean allAtOnce) {
    var board = Bench.n1470(0).standing(0, 101).standing(1, 202).standing(2, 303).standing(3, 404);
    for (int i = 0; i < 4; i++) {
      board.load(i, 10);
    }
    var bench = Bench.repeating(seed, board.allAtOnce(allAtOnce));
    var random = new Random(seed);
    long accepted = 0;
    long wrong = 0;
    var first = "";
    for (int i = 0; i < polls; i++) {
      for (int faults = random.nextInt(4); faults > 0; faults--) {
        bench.line.next(1, fault(random));
      }
      for (var reading : bench.poll().readings()) {
        if (reading instanceof Reading.Measured measured) {
          accepted++;
          if (measured.value() != truth(measured.channel().name())) {
            wrong++;
            first = first.isEmpty() ? measured.toString() : first;
          }
        }
      }
      bench.line.behave();
    }
    return new Found(bench.line.replies(), accepted, wrong, first);
  }

  private static Misbehaviour fault(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Misbehaviour.Silence();
      case 1 -> new Misbehaviour.Truncate();
      case 2 -> new Misbehaviour.Late();
      case 3 -> new Misbehaviour.Slow(Duration.ofMillis(900 + random.nextInt(900)));
      case 4 -> new Misbehaviour.Garbage();
      default -> new Misbehaviour.WrongAddress();
    };
  }

  /** Prints what was found, and the memory in use before and after. */
  public static void main(String... words) {
    long replies = words.length > 0 ? Long.parseLong(words[0]) : 1_000_000;
    long seed = words.length > 1 ? Long.parseLong(words[1]) : 1;
    var warm = bytes(20_000, seed);
    long before = used();
    long began = System.nanoTime();
    var found = bytes(replies, seed);
    System.out.printf(
        "%s after %d; in %.1f s; memory %+d kB%n",
        found, warm.replies(), (System.nanoTime() - began) / 1e9, (used() - before) / 1024);
    System.out.println(lines((int) Math.min(replies / 20, Integer.MAX_VALUE), seed, true));
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
