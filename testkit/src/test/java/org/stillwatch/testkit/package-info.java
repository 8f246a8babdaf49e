/** Tests of the stand-ins: the store in memory keeps the contract that real stores keep. */
@NullMarked
package org.stillwatch.testkit;

import org.jspecify.annotations.NullMarked;
