package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.core.store.StoreUnavailable;

class MemoryStoreTest extends StoreContract {

  private @Nullable MemoryStore only;

  @Override
  protected StationStore open(InstantSource clock) {
    if (only == null) {
      only = new MemoryStore(clock);
    }
    return only;
  }

  @Override
  protected void cleanUp() {}

  @Test
  void aStoreToldToRefuseKeepsNothingUntilItAcceptsAgain() {
    var store = (MemoryStore) store();
    store.refuseCommits("disk full");
    var refused = assertThrows(StoreUnavailable.class, () -> commit(value(MXC, 0, 1)));
    assertEquals("disk full", refused.getMessage());
    assertEquals(List.of(), all(MXC));
    store.acceptCommits();
    commit(value(MXC, 0, 1));
    assertEquals(List.of(value(MXC, 0, 1)), all(MXC));
  }
}
