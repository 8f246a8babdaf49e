package org.stillwatch.cos.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.stillwatch.cos.catalogue.PostgresServer;
import org.stillwatch.cos.catalogue.TestServer;

class PostgresIngestTest extends ServerIngestContract {
  private static PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(PostgresServer.installed(), PostgresServer.INSTALL);
    server = PostgresServer.start();
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
