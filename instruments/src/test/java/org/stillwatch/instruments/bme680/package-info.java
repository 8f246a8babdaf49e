@NullMarked
package org.stillwatch.instruments.bme680;

import org.jspecify.annotations.NullMarked;
