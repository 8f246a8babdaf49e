package org.stillwatch.stores.sqlite;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.testkit.StoreContract;

class SqliteStoreTest extends StoreContract {

  @TempDir Path directory;

  @Override
  protected StationStore open(InstantSource clock) {
    return SqliteStore.open(directory.resolve("data"), clock);
  }

  @Override
  protected void cleanUp() {}
}
