/** The page in a real browser, on a scripted station. */
@NullMarked
package org.stillwatch.page;

import org.jspecify.annotations.NullMarked;
