/** Tests of the Bluefors logs. */
@NullMarked
package org.stillwatch.instruments.bluefors;

import org.jspecify.annotations.NullMarked;
