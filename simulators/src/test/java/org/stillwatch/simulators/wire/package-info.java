@NullMarked
package org.stillwatch.simulators.wire;

import org.jspecify.annotations.NullMarked;
