@NullMarked
package org.stillwatch.simulators.caen;

import org.jspecify.annotations.NullMarked;
