/** The commands. Each ends with an exit code and, when something is wrong, one sentence. */
@NullMarked
package org.stillwatch.app.command;

import org.jspecify.annotations.NullMarked;
