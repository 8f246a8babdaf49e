/**
 * The default store: one SQLite file in a data directory that one process writes and many may read.
 *
 * <p>{@link org.stillwatch.stores.sqlite.SqliteStore} is the way in. Everything written goes
 * through the one connection of {@code Writer}, a commit being one transaction that is on the disk
 * when it returns (write-ahead log, full sync). Readers have connections of their own and never
 * wait for the writer. The trap: closing any descriptor of a locked file in this process drops a
 * POSIX lock, which is why {@link org.stillwatch.stores.sqlite.DataDirectory} remembers what it
 * holds.
 *
 * <p>May use {@code core} and the SQLite driver; knows no instrument, notifier or page.
 */
@NullMarked
package org.stillwatch.stores.sqlite;

import org.jspecify.annotations.NullMarked;
