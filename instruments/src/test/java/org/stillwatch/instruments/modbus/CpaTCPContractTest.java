package org.stillwatch.instruments.modbus;

import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.simulators.cryomech.SimulatedCpa;

/** A compressor over Modbus TCP. */
class CpaTCPContractTest extends CpaContract {

  CpaTCPContractTest() {
    super(ModbusLine.Wire.TCP, SimulatedCpa.Wire.TCP);
  }
}
