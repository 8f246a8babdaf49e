@NullMarked
package org.stillwatch.instruments.live;

import org.jspecify.annotations.NullMarked;
