package org.stillwatch.instruments.modbus;

import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.simulators.cryomech.SimulatedCpa;

/** A compressor over Modbus RTU. */
class CpaRTUContractTest extends CpaContract {

  CpaRTUContractTest() {
    super(ModbusLine.Wire.RTU, SimulatedCpa.Wire.RTU);
  }
}
