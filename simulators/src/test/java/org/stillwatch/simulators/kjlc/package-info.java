@NullMarked
package org.stillwatch.simulators.kjlc;

import org.jspecify.annotations.NullMarked;
