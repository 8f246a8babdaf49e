/** Tests of the package of the same name. */
@NullMarked
package org.stillwatch.instruments.httpjson;

import org.jspecify.annotations.NullMarked;
