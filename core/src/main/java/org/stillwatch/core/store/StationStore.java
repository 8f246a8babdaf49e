package org.stillwatch.core.store;

/** All that a station keeps, behind one transaction. */
public interface StationStore extends ReadingStore, OutboxStore {}
