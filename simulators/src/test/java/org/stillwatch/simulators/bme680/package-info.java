@NullMarked
package org.stillwatch.simulators.bme680;

import org.jspecify.annotations.NullMarked;
