/** Tests of the package of the same name. */
@NullMarked
package org.stillwatch.instruments.modbus;

import org.jspecify.annotations.NullMarked;
