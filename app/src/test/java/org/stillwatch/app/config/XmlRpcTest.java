package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.web.Role;

class XmlRpcTest {

  @TempDir private Path folder = Path.of("");

  private StationReader.Result read(String more) throws IOException {
    var made = Files.createDirectories(folder.resolve("logs"));
    var file =
        Files.writeString(
            folder.resolve("station.yaml"),
            """
            station: {name: Blue lab, zone: UTC}
            instruments: {hv1: {kind: bluefors-logs, folder: ./logs}}
            """
                + more);
    return new StationReader(Map.of()).read(file);
  }

  private List<String> problems(String more) throws IOException {
    return read(more).problems().stream()
        .map(problem -> problem.line() + ": " + problem.text())
        .toList();
  }

  @Test
  void onlyThePortIsNeeded() throws IOException {
    assertEquals(Optional.empty(), XmlRpc.settings(read("").usable()));
    var settings = XmlRpc.settings(read("xmlrpc: {port: 8000}\n").usable()).orElseThrow();
    assertEquals("127.0.0.1", settings.bind());
    assertEquals(8000, settings.port());
    assertEquals(Role.OPERATOR, settings.most());
    assertEquals("XML-RPC client", settings.why());
    assertEquals(Optional.empty(), settings.maxStep());
  }

  @Test
  void allElseMayBeSaid() throws IOException {
    var settings =
        XmlRpc.settings(
                read("""
                xmlrpc: {port: 8000, bind: "::1", instrument: hv1, as: {role: expert}, max-step: 50V, why: DAQ}
                """)
                    .usable())
            .orElseThrow();
    assertEquals("::1", settings.bind());
    assertEquals(Optional.of("hv1"), settings.instrument());
    assertEquals(Role.EXPERT, settings.most());
    assertEquals(Optional.of(Quantity.parse("50 V")), settings.maxStep());
    assertEquals("DAQ", settings.why());
  }

  @Test
  void whatIsWrongIsToldInItsPlace() throws IOException {
    assertEquals(
        List.of(
            "4: 70000 is no port; expected 0 (any free one) to 65535",
            "5: xmlrpc: bind 0.0.0.0 would let everyone on the network set voltages; add 'users:'"
                + " or leave 'bind' out, which serves this machine only",
            "6: there is no instrument 'hv'; did you mean 'hv1'?",
            "7: 50 uA is no step of a voltage; expected such as 50V"),
        problems(
            """
            xmlrpc:
              port: 70000
              bind: 0.0.0.0
              instrument: hv
              max-step: 50 uA
            """));
    assertTrue(
        problems("web: {port: 8000}\nxmlrpc: {port: 8000}\n").getFirst().contains("of the page"));
  }
}
