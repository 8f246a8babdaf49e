@NullMarked
package org.stillwatch.instruments.caen;

import org.jspecify.annotations.NullMarked;
