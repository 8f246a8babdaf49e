/** What the tests of the notifiers share. */
@NullMarked
package org.stillwatch.notifiers;

import org.jspecify.annotations.NullMarked;
