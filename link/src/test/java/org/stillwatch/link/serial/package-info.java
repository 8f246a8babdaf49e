@NullMarked
package org.stillwatch.link.serial;

import org.jspecify.annotations.NullMarked;
