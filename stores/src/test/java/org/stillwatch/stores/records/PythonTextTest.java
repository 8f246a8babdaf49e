package org.stillwatch.stores.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PythonTextTest {

  private static final String PEER =
      """
      import sys
      for line in sys.stdin:
          x = float.fromhex(line.strip())
          print(repr(x), '%.2e' % x, '%.6e' % x, '%.6f' % x)
      """;

  private static final String CSV_PEER =
      """
      import csv, sys
      text = sys.stdin.read()
      csv.writer(sys.stdout, lineterminator='\\n').writerows(
          [row.split('\\x1f') for row in text.split('\\x1e')])
      """;

  @Test
  void numbersAreWrittenAsPythonWritesThem() {
    assertEquals("0.0", PythonText.repr(0));
    assertEquals("-0.0", PythonText.repr(-0.0));
    assertEquals("369.0", PythonText.repr(369));
    assertEquals("2.9e-06", PythonText.repr(2.9e-6));
    assertEquals("0.0001", PythonText.repr(1e-4));
    assertEquals("1e-05", PythonText.repr(1e-5));
    assertEquals("1000000000000000.0", PythonText.repr(1e15));
    assertEquals("1e+16", PythonText.repr(1e16));
    assertEquals("5e-324", PythonText.repr(Double.MIN_VALUE));
    assertEquals("2.50e+01", PythonText.scientific(25, 2));
    assertEquals("1.12e+01", PythonText.scientific(11.25, 2), "half to even");
    assertEquals("-1.00e+02", PythonText.scientific(-99.99, 2));
    assertEquals("0.00e+00", PythonText.scientific(0, 2));
    assertEquals("-0.000000", PythonText.fixed(-1e-9, 6));
  }

  @Test
  void anyNumberIsWrittenAsThePythonOfThisMachineWritesIt() throws Exception {
    var random = new Random(20261121);
    var numbers = new ArrayList<Double>();
    for (double edge :
        new double[] {
          0,
          -0.0,
          1,
          1e15,
          1e16,
          1e17,
          1.2345678901234568e17,
          9.5,
          11.25,
          0.125,
          1e-4,
          1e-5,
          9.999e-5,
          1e22,
          1e23,
          4 * Double.MIN_VALUE,
          2 * Double.MIN_VALUE,
          Double.MIN_VALUE,
          Double.MIN_NORMAL,
          Double.MAX_VALUE,
          0.1 + 0.2,
          99.95,
          999.5
        }) {
      numbers.add(edge);
      numbers.add(-edge);
    }
    while (numbers.size() < 20_000) {
      double any = Double.longBitsToDouble(random.nextLong());
      double decimal = Math.round(random.nextGaussian() * 1e6) / Math.pow(10, random.nextInt(12));
      double subnormal = Double.longBitsToDouble(random.nextLong(1 << 20));
      for (double number : new double[] {any, decimal, subnormal, random.nextInt(4000) / 8.0}) {
        if (Double.isFinite(number)) {
          numbers.add(number);
        }
      }
    }
    var lines = new StringBuilder();
    var ours = new ArrayList<String>();
    for (double number : numbers) {
      lines.append(Double.toHexString(number)).append('\n');
      ours.add(
          String.join(
              " ",
              PythonText.repr(number),
              PythonText.scientific(number, 2),
              PythonText.scientific(number, 6),
              PythonText.fixed(number, 6)));
    }
    assertEquals(ours, python(PEER, lines.toString()).lines().toList());
  }

  @Test
  void fieldsAreQuotedAsThePythonOfThisMachineQuotesThem() throws Exception {
    var random = new Random(42);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < 2000; i++) {
      var fields = new ArrayList<String>();
      for (int f = 0; f < 3; f++) {
        var text = new StringBuilder();
        for (int c = random.nextInt(6); c > 0; c--) {
          text.append("ab ,\";'\t\u00e9".charAt(random.nextInt(9)));
        }
        fields.add(text.toString());
      }
      rows.add(fields);
    }
    var ours = rows.stream().map(PythonText::row).toList();
    var input = rows.stream().map(row -> String.join("\u001f", row)).toList();
    assertEquals(ours, python(CSV_PEER, String.join("\u001e", input)).lines().toList());
  }

  /** What a Python program prints; the test is skipped where there is no Python. */
  private static String python(String program, String input)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("python3", "-X", "utf8", "-c", program)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no python3 here");
      throw e;
    }
    var feeding =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var in = process.getOutputStream()) {
                    in.write(input.getBytes(UTF_8));
                  } catch (IOException e) {
                    process.destroy();
                  }
                });
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    feeding.join();
    assertEquals(0, process.waitFor());
    return text;
  }
}
