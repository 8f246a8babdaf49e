@NullMarked
package org.stillwatch.link.lane;

import org.jspecify.annotations.NullMarked;
