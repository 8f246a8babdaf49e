@NullMarked
package org.stillwatch.instruments.kjlc;

import org.jspecify.annotations.NullMarked;
