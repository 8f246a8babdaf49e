@NullMarked
package org.stillwatch.instruments.bluefors.valvecontrol;

import org.jspecify.annotations.NullMarked;
