/** Tests of the package of the same name. */
@NullMarked
package org.stillwatch.instruments.mqtt;

import org.jspecify.annotations.NullMarked;
