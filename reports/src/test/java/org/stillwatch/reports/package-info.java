@NullMarked
package org.stillwatch.reports;

import org.jspecify.annotations.NullMarked;
