package org.stillwatch.cos.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.stillwatch.cos.catalogue.MariaDbServer;
import org.stillwatch.cos.catalogue.TestServer;

class MariaDbIngestTest extends ServerIngestContract {
  private static MariaDbServer server;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(MariaDbServer.installed(), MariaDbServer.INSTALL);
    server = MariaDbServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  TestServer server() {
    return server;
  }
}
