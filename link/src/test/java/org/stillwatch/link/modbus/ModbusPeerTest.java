package org.stillwatch.link.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.tcp.TcpPort;
import org.stillwatch.simulators.wire.Mosquitto;

/** Against the server of another implementation. */
class ModbusPeerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @Test
  void readsAndWritesAllTables() throws Exception {
    int port = freePort();
    var image = new ProcessImage();
    image.with(
        tables -> {
          tables.writeInputRegisters(words -> words.put(7, new byte[] {0x33, 0x33}));
          tables.writeInputRegisters(words -> words.put(8, new byte[] {0x41, (byte) 0xCF}));
          tables.writeDiscreteInputs(bits -> bits.put(9, true));
        });
    var transport =
        NettyTcpServerTransport.create(
            with -> {
              with.setBindAddress("127.0.0.1");
              with.setPort(port);
            });
    var server =
        ModbusTcpServer.create(
            transport,
            new ReadWriteModbusServices() {
              @Override
              protected Optional<ProcessImage> getProcessImage(int unitId) {
                return unitId == 1 ? Optional.of(image) : Optional.empty();
              }
            });
    server.start();
    try (var lane = new Lane(new TcpPort("127.0.0.1", port), Manners.PLAIN, SteadyClock.SYSTEM)) {
      var line = new ModbusLine(lane, ModbusLine.Wire.TCP);
      assertEquals(
          values(0, 0x3333, 0x41CF), ask(line, new ModbusQuestion.Read(Table.INPUT, 6, 3)));
      assertEquals(
          values(0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
          ask(line, new ModbusQuestion.Read(Table.DISCRETE, 8, 10)));
      assertEquals(
          new ModbusAnswer.Written(), ask(line, new ModbusQuestion.WriteWords(1, List.of(255))));
      assertEquals(
          new ModbusAnswer.Written(),
          ask(line, new ModbusQuestion.WriteWords(2, List.of(1, 65535))));
      assertEquals(values(255, 1, 65535), ask(line, new ModbusQuestion.Read(Table.HOLDING, 1, 3)));
      assertEquals(new ModbusAnswer.Written(), ask(line, new ModbusQuestion.WriteCoil(5, true)));
      assertEquals(values(1), ask(line, new ModbusQuestion.Read(Table.COIL, 5, 1)));
    } finally {
      server.stop();
    }
  }

  private static ModbusAnswer ask(ModbusLine line, ModbusQuestion question) {
    return line.ask(Urgency.POLL, 1, question, DEADLINE);
  }

  private static ModbusAnswer values(Integer... values) {
    return new ModbusAnswer.Values(List.of(values));
  }

  private static int freePort() throws IOException {
    return Mosquitto.freePort();
  }
}
