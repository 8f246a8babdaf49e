package org.stillwatch.stores.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

class NamingTest {

  private static final PicosecNames PICOSEC = new PicosecNames("Picosec gas");

  private static Channel channel(String id, String unit) {
    return Channel.number(new ChannelId(id), Unit.of(unit), id, Duration.ofSeconds(10));
  }

  private static String line(Naming naming, Channel channel, double value) {
    var names = naming.names(channel);
    return LineProtocol.prefix(names.series("otherwise"))
        + LineProtocol.number(names.value(channel, value));
  }

  @Test
  void usuallyTheQuantityIsTheMeasurement() {
    assertEquals(
        "temperature,instrument=fridge,thing=mxc,unit=K value=0.0093",
        line(ChannelNames.USUAL, channel("fridge/mxc/temperature", "K"), 0.0093));
    assertEquals(
        "p1,instrument=fridge,unit=mbar value=4",
        line(ChannelNames.USUAL, channel("fridge/p1", "mbar"), 4));
    assertEquals(
        "v1,instrument=fridge,thing=valve value=1",
        line(
            ChannelNames.USUAL,
            Channel.states(
                new ChannelId("fridge/valve/v1"), "v1", Duration.ofDays(1), "closed", "open"),
            1));
  }

  @Test
  void theGasOfPicosecKeepsItsNamesAndUnits() {
    assertEquals(
        "Temperature\\ [K],location=Picosec\\ gas val=294.53",
        line(PICOSEC, channel("gas/air/temperature", "K"), 294.53));
    assertEquals(
        "Temperature\\ [K],location=Picosec\\ gas val=293.15",
        line(PICOSEC, channel("gas/air/temperature", "degC"), 20));
    assertEquals(
        "Pressure\\ [Pa],location=Picosec\\ gas val=96000",
        line(PICOSEC, channel("gas/air/pressure", "Pa"), 96_000));
    assertEquals(
        "Humidity\\ [RH],location=Picosec\\ gas val=45",
        line(PICOSEC, channel("gas/air/humidity", "%"), 45));
    assertEquals(
        "VOC\\ [Ohm],location=Picosec\\ gas val=12345",
        line(PICOSEC, channel("gas/air/resistance", "Ohm"), 12_345));
  }

  @Test
  void theHighVoltageOfPicosecKeepsItsNamesAndUnits() {
    assertEquals("HV,Board=0,Channel=3 VMon=250", line(PICOSEC, channel("hv1/ch3/vmon", "V"), 250));
    assertEquals(
        "HV,Board=2,Channel=0 IMon=1.5", line(PICOSEC, channel("hv1/b2-ch0/imon", "uA"), 1.5));
    assertEquals(
        "HV,Board=0,Channel=1 ISet=450", line(PICOSEC, channel("hv1/ch1/iset", "A"), 450e-6));
    assertEquals("HV,Board=0,Channel=1 VSet=400", line(PICOSEC, channel("hv1/ch1/vset", "V"), 400));
  }

  @Test
  void otherChannelsOfAPicosecSinkHaveTheirUsualNames() {
    for (var id : new String[] {"fridge/mxc/temperature", "hv1/ch0/status", "fridge/vmon"}) {
      var channel = channel(id, "K");
      assertEquals(ChannelNames.USUAL.names(channel), PICOSEC.names(channel));
    }
    var wrongUnit = channel("gas/air/pressure", "K");
    assertEquals(ChannelNames.USUAL.names(wrongUnit), PICOSEC.names(wrongUnit));
  }

  @Test
  void namesOfOnesOwnAreMadeOfTheParts() {
    var own =
        new ChannelNames(
            "{thing} {quantity}", Map.of("id", "{channel}", "lab", "blue", "unit", "{unit}"), "v");
    assertEquals(
        "mxc\\ temperature,id=fridge/mxc/temperature,lab=blue,unit=K v=1",
        line(own, channel("fridge/mxc/temperature", "K"), 1));
    assertEquals("p1,id=fridge/p1,lab=blue v=1", line(own, channel("fridge/p1", ""), 1));
  }

  @Test
  void aMeasurementOfWhichNothingIsLeftIsTheChannel() {
    var own = new ChannelNames("{unit}", Map.of(), "v");
    assertEquals("otherwise v=1", line(own, channel("fridge/p1", ""), 1));
  }

  @Test
  void namesThatCannotBeAreRefusedInOneSentence() {
    assertRefused("'{unt}' stands for nothing; did you mean 'unit'?", "{unt}", Map.of(), "v");
    assertRefused("begins with '_'", "_m", Map.of(), "v");
    assertRefused("InfluxDB keeps for itself", "m", Map.of("time", "x"), "v");
    assertRefused("InfluxDB keeps for itself", "m", Map.of(), "time");
    assertRefused("is the same for all channels", "m", Map.of(), "{quantity}");
    assertRefused("is empty", " ", Map.of(), "v");
    assertRefused("holds texts", "m", Map.of(), "reason");
    assertThrows(IllegalArgumentException.class, () -> new PicosecNames(" "));
  }

  private static void assertRefused(
      String words, String measurement, Map<String, String> tags, String field) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new ChannelNames(measurement, tags, field));
    assertTrue(String.valueOf(thrown.getMessage()).contains(words), thrown::getMessage);
  }
}
