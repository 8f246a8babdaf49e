/** What tests of several packages need: other programs that read the same files. */
@NullMarked
package org.stillwatch.cos;

import org.jspecify.annotations.NullMarked;
