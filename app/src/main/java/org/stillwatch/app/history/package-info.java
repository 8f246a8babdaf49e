/** History as commands print it, from a data folder or from a running station. */
@NullMarked
package org.stillwatch.app.history;

import org.jspecify.annotations.NullMarked;
