package org.stillwatch.cos.ingest;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.catalogue.Database;

class EmbeddedIngestTest extends IngestContract {
  @TempDir Path databases;
  private int made;

  @Override
  Database fresh() {
    return new Database.Embedded(databases.resolve("cos" + made++ + ".db"));
  }
}
