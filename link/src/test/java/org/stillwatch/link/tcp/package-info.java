@NullMarked
package org.stillwatch.link.tcp;

import org.jspecify.annotations.NullMarked;
