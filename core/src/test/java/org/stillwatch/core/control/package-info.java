@NullMarked
package org.stillwatch.core.control;

import org.jspecify.annotations.NullMarked;
