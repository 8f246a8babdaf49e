package org.stillwatch.core.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void readsANumberAnOptionalBlankAndAUnit() {
    assertEquals(0.05, Quantity.parse("50 mK").in(Unit.KELVIN));
    assertEquals(0.05, Quantity.parse("50mK").in(Unit.KELVIN));
    assertEquals(29, Quantity.parse("29 degC").in(Unit.CELSIUS));
    assertEquals(-1.5e-3, Quantity.parse("-1.5 mV").in(Unit.of("V")));
  }

  @Test
  void aPlainNumberHasTheUnitOfTheChannel() {
    assertEquals(4, Quantity.parse("4").in(Unit.KELVIN));
    assertTrue(Quantity.parse("4").fits(Unit.of("SCCM")));
  }

  @Test
  void convertsBetweenUnitsOfOneDimension() {
    assertEquals(302.15, Quantity.parse("29 degC").in(Unit.KELVIN));
    assertEquals(1000, Quantity.parse("1 bar").in(Unit.MBAR));
    assertEquals(760, Quantity.parse("101325 Pa").in(Unit.of("Torr")), 1e-9);
    assertEquals(0.5, Quantity.parse("500 umol/s").in(Unit.of("mmol/s")));
  }

  @Test
  void symbolsAreCaseSensitive() {
    assertThrows(IllegalArgumentException.class, () -> Quantity.parse("5 MBAR"));
    assertEquals(5e6, Quantity.parse("5 MPa").in(Unit.of("Pa")));
    assertEquals(5e-3, Quantity.parse("5 mPa").in(Unit.of("Pa")));
  }

  @Test
  void aWrongDimensionIsRefused() {
    var limit = Quantity.parse("3 mbar");
    assertFalse(limit.fits(Unit.KELVIN));
    assertThrows(IllegalArgumentException.class, () -> limit.in(Unit.KELVIN));
  }

  @Test
  void whatIsNoQuantityIsRefusedWithASentence() {
    for (var text : new String[] {"", "K", "5 furlong", "1,5 K", "50 m K", "NaN K"}) {
      var thrown = assertThrows(IllegalArgumentException.class, () -> Quantity.parse(text), text);
      assertTrue(String.valueOf(thrown.getMessage()).contains("expected"), thrown.getMessage());
    }
  }

  @Test
  void unknownUnitsConvertToNothingButThemselves() {
    var field = Unit.of("Oe");
    assertTrue(field.convertsTo(Unit.of("Oe")));
    assertFalse(field.convertsTo(Unit.KELVIN));
  }

  @Test
  void numbersPrintWithoutTrailingZeros() {
    assertEquals("4", Numbers.plain(4.0));
    assertEquals("0.0093", Numbers.plain(0.0093));
    assertEquals("2.94E-6", Numbers.plain(2.94e-6));
    assertEquals("3E-10", Numbers.plain(3e-10));
    assertEquals("-1.5E20", Numbers.plain(-1.5e20));
    assertEquals("0", Numbers.plain(-0.0));
    assertEquals("16.8", Numbers.rounded(16.8321, 3));
  }
}
