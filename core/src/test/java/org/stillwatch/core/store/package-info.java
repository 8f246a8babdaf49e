/** Tests of what stores keep. */
@NullMarked
package org.stillwatch.core.store;

import org.jspecify.annotations.NullMarked;
