package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stillwatch.testkit.station.ScriptedStation;
import org.stillwatch.testkit.station.ScriptedSupply;

@Timeout(120)
class XmlRpcServerTest {

  private static final String GET = call("get", "0", "3", "VMon");

  private final ScriptedStation station = ScriptedSupply.station();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var each : opened.reversed()) {
      each.close();
    }
  }

  private URI start(XmlRpcSettings settings) {
    var server = XmlRpcServer.start(station, settings);
    opened.add(server);
    return server.address();
  }

  private URI start() {
    return start(XmlRpcSettings.onLoopback(0));
  }

  private static XmlRpcSettings withUsers(Role most) {
    return new XmlRpcSettings(
        "0.0.0.0",
        0,
        List.of(
            User.withToken("daq", Role.OPERATOR, "t0ken"),
            User.withToken("wall", Role.VIEWER, "look"),
            new User("anna", Role.EXPERT, Optional.empty(), Optional.of("correct horse"::equals))),
        Optional.empty(),
        most,
        Optional.empty(),
        XmlRpcSettings.WHY);
  }

  private Caller caller(URI address, String... always) {
    var caller = new Caller(address, always);
    opened.add(caller);
    return caller;
  }

  private static String call(String method, String board, String channel, String parameter) {
    return call(method, board, channel, parameter, "");
  }

  private static String call(
      String method, String board, String channel, String parameter, String more) {
    return "<?xml version='1.0'?><methodCall><methodName>%s</methodName><params><param><value><int>%s</int></value></param><param><value><int>%s</int></value></param><param><value><string>%s</string></value></param>%s</params></methodCall>"
        .formatted(method, board, channel, parameter, more);
  }

  private static String set(String parameter, String value) {
    return call("set", "0", "0", parameter, "<param><value>" + value + "</value></param>");
  }

  private static String[] xml(String... more) {
    var all = new ArrayList<>(List.of("Content-Type", "text/xml"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bothPathsOfTheOriginalAnswer() {
    var caller = caller(start());
    for (var path : List.of("/", "/RPC2")) {
      var answer = caller.post(path, GET, xml());
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("<double>1499.6</double>"), answer.body());
      assertEquals("text/xml", answer.headers().firstValue("Content-Type").orElseThrow());
    }
    assertEquals(404, caller.post("/api/v1/commands", GET, xml()).statusCode());
    var looked = caller.get("/");
    assertEquals(405, looked.statusCode());
    assertEquals("POST", looked.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void aPageInABrowserCannotCall() {
    var caller = caller(start());
    var switchOn = set("Pw", "<int>1</int>");
    assertEquals(
        403, caller.post("/", switchOn, xml("Origin", "http://evil.example.org")).statusCode());
    assertEquals(403, caller.post("/", switchOn, xml("Origin", "null")).statusCode());
    assertEquals(403, caller.post("/", switchOn, xml("Sec-Fetch-Site", "cross-site")).statusCode());
    assertEquals(415, caller.post("/", switchOn, "Content-Type", "text/plain").statusCode());
    assertEquals(List.of(), station.control().lines());
  }

  @Test
  void anotherNameThanOursIsNotAnswered() throws IOException {
    var line =
        caller(start())
            .statusLine(
                List.of(
                    "POST / HTTP/1.1",
                    "Host: evil.example.org",
                    "Content-Type: text/xml",
                    "Content-Length: 0"));
    assertTrue(line.startsWith("HTTP/1.1 421"), line);
  }

  @Test
  void aBodyThatIsTooLargeOrNoCallDoesNoHarm() {
    var caller = caller(start());
    assertEquals(413, caller.post("/", "x".repeat(70_000), xml()).statusCode());
    var wrong = caller.post("/", "<methodCall>", xml());
    assertEquals(200, wrong.statusCode());
    assertTrue(wrong.body().contains("no well-formed XML"), wrong.body());
    assertTrue(wrong.body().contains("<int>-32700</int>"), wrong.body());
  }

  @Test
  void aBodyWithoutALengthIsBoundedAsWell() throws IOException {
    var address = start();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      var out = socket.getOutputStream();
      out.write(
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      var chunk =
          (("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(5) + "0\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      out.write(chunk);
      out.flush();
      var answer = new byte[12];
      assertEquals(12, socket.getInputStream().readNBytes(answer, 0, 12));
      assertEquals("HTTP/1.1 413", new String(answer, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aClientThatStopsInTheMiddleIsToldAndOthersDoNotWait() throws IOException {
    var address = start();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 500\r\n\r\n<method"
                  .getBytes(StandardCharsets.US_ASCII));
      assertEquals(200, caller(address).post("/", GET, xml()).statusCode());
      var answer = new byte[12];
      assertEquals(12, socket.getInputStream().readNBytes(answer, 0, 12));
      assertEquals("HTTP/1.1 408", new String(answer, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void anotherAddressThanThisMachineNeedsUsers() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new XmlRpcSettings(
                    "0.0.0.0",
                    8000,
                    List.of(),
                    Optional.empty(),
                    Role.OPERATOR,
                    Optional.empty(),
                    ""));
    assertTrue(String.valueOf(refusal.getMessage()).contains("add 'users:'"));
  }

  @Test
  void onTheNetworkEveryClientLogsIn() {
    var address = start(withUsers(Role.OPERATOR));
    var nobody = caller(address).post("/", GET, xml());
    assertEquals(401, nobody.statusCode());
    assertTrue(nobody.headers().firstValue("WWW-Authenticate").orElseThrow().startsWith("Basic"));
    var wrong = caller(address).post("/", GET, xml("Authorization", basic("daq:wrong")));
    assertEquals(401, wrong.statusCode());
    assertEquals(
        401,
        caller(address).post("/", GET, xml("Authorization", basic("wall:t0ken"))).statusCode());
    assertEquals(
        401, caller(address).post("/", GET, xml("Authorization", "Bearer t0ken")).statusCode());
    for (var login : List.of("daq:t0ken", "wall:look", "anna:correct horse")) {
      assertEquals(
          200,
          caller(address).post("/", GET, xml("Authorization", basic(login))).statusCode(),
          login);
    }
  }

  @Test
  void whoLogsInMayDoWhatTheyMayAndNoMoreThanTheFileAllows() {
    var address = start(withUsers(Role.OPERATOR));
    var volts = set("VSet", "<double>100</double>");
    var wall = caller(address).post("/", volts, xml("Authorization", basic("wall:look")));
    assertTrue(wall.body().contains("wall may only look"), wall.body());
    var daq = caller(address).post("/", volts, xml("Authorization", basic("daq:t0ken")));
    assertTrue(daq.body().contains("<nil/>"), daq.body());
    assertTrue(station.control().lines().getFirst().startsWith("daq: "));
    var most = set("MaxV", "<double>3000</double>");
    var capped = caller(address).post("/", most, xml("Authorization", basic("anna:correct horse")));
    assertTrue(capped.body().contains("needs an expert"), capped.body());
    var open = start(withUsers(Role.EXPERT));
    assertTrue(
        caller(open)
            .post("/", most, xml("Authorization", basic("anna:correct horse")))
            .body()
            .contains("<nil/>"));
    assertTrue(
        caller(open)
            .post("/", most, xml("Authorization", basic("daq:t0ken")))
            .body()
            .contains("needs an expert"));
  }

  @Test
  void tryingPasswordsIsSlowedDown() {
    var address = start(withUsers(Role.OPERATOR));
    for (int i = 0; i < 5; i++) {
      assertEquals(
          401,
          caller(address).post("/", GET, xml("Authorization", basic("anna:" + i))).statusCode());
    }
    assertEquals(
        429, caller(address).post("/", GET, xml("Authorization", basic("anna:x"))).statusCode());
  }

  @Test
  void aFloodIsAnsweredOrRefusedAndThenAllIsWell() throws Exception {
    var address = start();
    var done = new AtomicInteger();
    var busy = new AtomicInteger();
    var threads =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              var caller = new Caller(address);
                              for (int n = 0; n < 50; n++) {
                                switch (caller.post("/", GET, xml()).statusCode()) {
                                  case 200 -> done.incrementAndGet();
                                  case 503 -> busy.incrementAndGet();
                                  default -> throw new IllegalStateException("another answer");
                                }
                              }
                              caller.close();
                            }))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertEquals(2000, done.get() + busy.get());
    assertEquals(200, caller(address).post("/", GET, xml()).statusCode());
  }

  @Test
  void whatIsOneTooManyIsToldSoAtOnce() throws Exception {
    var address = start();
    // 256 that have begun and do not go on
    for (int i = 0; i < 256; i++) {
      var socket = new Socket(address.getHost(), address.getPort());
      opened.add(socket);
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 9\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    }
    var caller = caller(address);
    int refused = 0;
    while (refused == 0) {
      // until the last of them was seen
      var answer = caller.post("/", GET, xml());
      if (answer.statusCode() == 503) {
        refused++;
        assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
      }
    }
    int after = 503;
    while (after == 503) {
      // until their time is over
      after = caller.post("/", GET, xml()).statusCode();
    }
    assertEquals(200, after);
  }

  /** What a real client does: Python's own, by the names of the original. */
  private static final String PYTHON =
      """
      import sys, threading, xmlrpc.client
      url = sys.argv[1]
      def server():
          return xmlrpc.client.ServerProxy(url, allow_none=True)
      s = server()
      assert s.get(0, 3, 'VMon') == 1499.6
      assert type(s.get(0, 3, 'Pw')) is int and s.get(0, 3, 'Pw') == 1
      assert type(s.get(0, 3, 'VSet')) is float
      assert s.set(0, 0, 'VSet', 250.0) is None
      assert s.get(0, 0, 'VSet') == 250.0
      assert 'get' in s.system.listMethods()
      assert 'VMon' in s.system.methodHelp('get')
      many = xmlrpc.client.MultiCall(s)
      many.get(0, 3, 'VMon'); many.get(0, 3, 'ISet')
      assert list(many()) == [1499.6, 2.0]
      for wrong in [(0, 7, 'VMon'), (0, 0, 'Nonsense')]:
          try:
              s.get(*wrong)
              raise SystemExit('no fault for %r' % (wrong,))
          except xmlrpc.client.Fault as fault:
              assert 'expected' in fault.faultString or 'did you mean' in fault.faultString, fault
      try:
          s.set(0, 0, 'VSet', float('nan'))
          raise SystemExit('nan was taken')
      except xmlrpc.client.Fault:
          pass
      wrongs = []
      def client(n):
          try:
              own = server()
              board, channel = divmod(n % 6, 4)
              for turn in range(3):
                  assert own.get(0, 3, 'VMon') == 1499.6
              assert own.set(board, channel, 'ISet', float(100 + n % 6)) is None
              assert own.get(board, channel, 'ISet') == 100 + n % 6
          except Exception as e:
              wrongs.append(repr(e))
      threads = [threading.Thread(target=client, args=(n,)) for n in range(50)]
      [t.start() for t in threads]
      [t.join() for t in threads]
      assert not wrongs, wrongs
      print('good')
      """;

  @Test
  void pythonsOwnClientGetsAndSetsAlsoFiftyAtOnceWhileTheDeviceIsSlow() throws Exception {
    station.control().takes(Duration.ofMillis(70));
    var server = XmlRpcServer.start(station, XmlRpcSettings.onLoopback(0));
    opened.add(server);
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-c", PYTHON, server.address().toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no python3 on this machine to be a client");
      return;
    }
    opened.add(python::destroyForcibly);
    var said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(python.waitFor(60, TimeUnit.SECONDS));
    assertEquals("good", said.strip());
    assertTrue(server.latency().count() >= 200, "every get was measured");
    assertEquals(
        50,
        station.control().lines().stream().filter(line -> line.contains("/iset is 10")).count());
  }
}
