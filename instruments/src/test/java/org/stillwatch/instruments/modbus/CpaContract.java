package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.util.Set;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.Device;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.simulators.cryomech.SimulatedCpa;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.InstrumentContract;

/** A compressor, over either wire. */
abstract class CpaContract extends InstrumentContract {

  private final ModbusSettings settings;
  private final SimulatedCpa.Wire wire;

  CpaContract(ModbusLine.Wire line, SimulatedCpa.Wire wire) {
    this.wire = wire;
    this.settings =
        ModbusDeviceTest.settings(
            line,
            ModbusDeviceTest.register("out", 9, RegisterType.FLOAT32, WordOrder.LOW_FIRST),
            ModbusDeviceTest.register("state", 1, RegisterType.UINT16, WordOrder.HIGH_FIRST));
  }

  @Override
  protected Device device(Lane lane, SteadyClock clock) {
    return ModbusKind.device(ID, settings, lane, clock, lane::close);
  }

  @Override
  protected WireDevice peer() {
    return new SimulatedCpa(wire, 1);
  }

  @Override
  protected Manners manners() {
    return Manners.PLAIN;
  }

  @Override
  protected Duration every() {
    return Duration.ofSeconds(5);
  }

  @Override
  protected Set<String> everyPoll() {
    return Set.of("out", "state");
  }

  @Override
  protected boolean isTrue(String channel, double value) {
    return value == (channel.equals("out") ? 25.9 : 3);
  }
}
