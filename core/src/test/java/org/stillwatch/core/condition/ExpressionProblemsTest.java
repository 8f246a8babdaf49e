package org.stillwatch.core.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionProblemsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          fridge/p4 >                       | 12 | the expression ends too early; expected a channel, a number or a function
          fridge/p4 > 5 furlong             | 15 | 'furlong' was not expected here
          fridge/p4 > 5furlong              | 14 | 'furlong' is no known unit; expected K, Pa, bar, V, A, W, Ohm, Hz, s or mol/s with a prefix p n u m k M G, or mbar, degC, Torr, psi, %, or a rate such as K/min
          fridge/p4 -fridge/p3 > 5          | 11 | write a blank on both sides of '-'
          2*fridge/p4 > 5                   | 2  | write a blank on both sides of '*'
          fridge/p4 > 1/2                   | 14 | write a blank on both sides of '/'
          fridge/P4 > 1                     | 1  | 'fridge/P4' is no channel id; expected instrument/quantity or instrument/thing/quantity in lower case, such as fridge/mxc/temperature
          rte(fridge/p4, 10m) > 1           | 1  | there is no function 'rte'; did you mean 'rate'?
          fridge/p4 = 3                     | 11 | '=' is no sign here; write '=='
          fridge/p4 > 3 & fridge/p3 > 3     | 15 | '&' is no sign here; write '&&'
          fridge/p4 > 3 > 2                 | 15 | expected a number; 'fridge/p4 above 3' is a condition
          fridge/p4                         | 1  | expected a condition; 'fridge/p4' is a number: compare it, such as fridge/p4 > 3
          (fridge/p4 > 3                    | 15 | expected ')', not the end
          5 K + 3 mbar > 2                  | 5  | '5 K' (K) and '3 mbar' (mbar) do not measure the same
          fridge/p4 > 3 for soon            | 19 | expected a length of time such as 30s, 10m or 2h, not 'soon'
          min(fridge/p4, 10m) > 3           | 1  | 'min' takes numbers; over a time there are rate, mean, minimum and maximum
          abs(1, 2) > 3                     | 1  | 'abs' takes one number
          3 of 2 (fridge/p4 > 3)            | 1  | '3 of 2' makes no sense; expected such as 3 of 5, at most 1000
          2 of 3 (alarm x)                  | 1  | '2 of 3' counts readings; expected a channel
          fridge/p4 > 90 until below 100    | 11 | it could never be above 90 until below 100; expected the second limit below the first
          fridge/p4 inside 4 K to 2 K       | 11 | 4 K is above 2 K; expected low to high
          fridge/p4 inside 4 K to 2 mbar    | 11 | '4 K' and '2 mbar' do not measure the same
          3 + 4 inside 1 to 2               | 7  | '3 + 4' never changes; expected a channel in it
          10 degC + 20 degC > 3             | 9  | '10 degC' (degC) and '20 degC' (degC) are temperatures, which cannot be added
          2 * 20 degC > 3                   | 3  | '20 degC' (degC) is a temperature on a scale with a zero of its own, so this has no meaning; take a difference, or use K
          alarm "x                          | 7  | the quote is not closed
          5 K == 5 K                        | 5  | '5 K' (K) is never exactly equal to a number; use 'inside ... to ...', '>=' or '<='
          """)
  void whatCanBeCheckedWithoutChannelsIsToldWhenItIsRead(String text, int column, String sentence) {
    var problem = assertThrows(ExpressionProblem.class, () -> Condition.parse(text), text);
    assertEquals(sentence, problem.getMessage());
    assertEquals(column, problem.column(), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          fridge/p4 > 50 mK                          | 11 | 'fridge/p4' (mbar) and '50 mK' (mK) do not measure the same
          fridge/p4 > fridge/p3 + 4 K                | 23 | 'fridge/p3' (mbar) and '4 K' (K) do not measure the same
          fridge/valve/v1 is opne                    | 20 | fridge/valve/v1 is never 'opne'; did you mean 'open'?
          fridge/p4 is open                          | 14 | fridge/p4 has no states; it is a number in mbar
          fridge/valve/v1 > 3                        | 1  | fridge/valve/v1 is no number but a state; ask such as 'fridge/valve/v1 is closed'
          fridge/p4 == 3                             | 11 | 'fridge/p4' (mbar) is never exactly equal to a number; use 'inside ... to ...', '>=' or '<='
          sqrt(fridge/p4) > 3                        | 1  | sqrt takes a plain number; divide 'fridge/p4' (mbar) by a quantity, such as 1 mbar
          rate(fridge/p4, 10m) > 1 K/min             | 22 | 'rate(fridge/p4, 10m)' (mbar/s) and '1 K/min' (K/min) do not measure the same
          fridge/compressor/water-out - fridge/compressor/water-in > 5 degC | 58 | 'fridge/compressor/water-out - fridge/compressor/water-in' (K) is a difference and '5 degC' (degC) is not; write a difference in K
          fridge/p4 above 2 K until below 1 K        | 11 | 'fridge/p4' (mbar) and '2 K' (K) do not measure the same
          fridge/p4 inside 1 to 3 margin 2           | 11 | the margin 2 leaves nothing inside
          """)
  void whatNeedsTheChannelsIsToldWhenTheyAreKnown(String text, int column, String sentence) {
    var condition = Condition.parse(text);
    var problem = assertThrows(ExpressionProblem.class, () -> condition.bind(Lab::channel), text);
    assertEquals(sentence, problem.getMessage());
    assertEquals(column, problem.column(), text);
  }

  @Test
  void signsAndWordsAreTheSame() {
    assertEquals(
        Condition.parse("not a/b > 3 and a/c < 2 or alarm x"),
        Condition.parse("! a/b above 3 && a/c below 2 || alarm \"x\""));
    assertEquals(
        "not a/b above 3 and a/c below 2 or alarm x",
        Condition.parse("!a/b>3 && (a/c<2) || alarm x").text());
  }

  @Test
  void aNumberAndAUnitAreReadWithOrWithoutABlankBetween() {
    assertEquals(Condition.parse("a/b > 50mK"), Condition.parse("a/b > 50 mK"));
    assertEquals(Condition.parse("a/b > 5mbar/min"), Condition.parse("a/b > 5 mbar/min"));
    assertEquals(
        Condition.parse("a/b is stale for 90s"), Condition.parse("a/b is stale for 1.5 m"));
    assertEquals("4k/temperature below 4 K", Condition.parse("4k/temperature < 4 K").text());
  }
}
