/** How guards are proved as the processes that they are. */
@NullMarked
package org.stillwatch.app.guard;

import org.jspecify.annotations.NullMarked;
