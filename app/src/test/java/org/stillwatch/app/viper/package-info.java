/** VIPER's settings and its runs. */
@NullMarked
package org.stillwatch.app.viper;

import org.jspecify.annotations.NullMarked;
