/** The main job proven end to end, on real logs and on simulated ones. May use every room. */
@NullMarked
package org.stillwatch.app.proof;

import org.jspecify.annotations.NullMarked;
