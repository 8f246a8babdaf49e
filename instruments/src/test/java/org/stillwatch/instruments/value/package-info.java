/** Tests of the package of the same name. */
@NullMarked
package org.stillwatch.instruments.value;

import org.jspecify.annotations.NullMarked;
