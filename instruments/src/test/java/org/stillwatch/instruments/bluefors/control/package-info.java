@NullMarked
package org.stillwatch.instruments.bluefors.control;

import org.jspecify.annotations.NullMarked;
