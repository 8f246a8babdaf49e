/** The SQLite store against the contract, against a full disk and against kill -9. */
@NullMarked
package org.stillwatch.stores.sqlite;

import org.jspecify.annotations.NullMarked;
