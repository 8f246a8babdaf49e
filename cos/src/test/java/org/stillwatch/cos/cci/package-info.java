/** Reading of CCIs: those of the reference, and ones that are made with every mistake. */
@NullMarked
package org.stillwatch.cos.cci;

import org.jspecify.annotations.NullMarked;
