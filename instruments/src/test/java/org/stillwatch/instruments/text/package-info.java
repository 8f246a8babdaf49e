/** Tests of the package of the same name. */
@NullMarked
package org.stillwatch.instruments.text;

import org.jspecify.annotations.NullMarked;
