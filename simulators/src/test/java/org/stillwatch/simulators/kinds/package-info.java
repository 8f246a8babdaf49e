@NullMarked
package org.stillwatch.simulators.kinds;

import org.jspecify.annotations.NullMarked;
