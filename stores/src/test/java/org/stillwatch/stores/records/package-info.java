/** Tests of the yearly records. */
@NullMarked
package org.stillwatch.stores.records;

import org.jspecify.annotations.NullMarked;
