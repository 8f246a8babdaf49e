/** How the guard is proved: its thinking exhaustively, its sockets with real ones. */
@NullMarked
package org.stillwatch.link.guard;

import org.jspecify.annotations.NullMarked;
