/** Files in VIPER's layout, imported. */
@NullMarked
package org.stillwatch.instruments.viper;

import org.jspecify.annotations.NullMarked;
