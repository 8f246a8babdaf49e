/** Tests of the package of the same name. */
@NullMarked
package org.stillwatch.link.modbus;

import org.jspecify.annotations.NullMarked;
