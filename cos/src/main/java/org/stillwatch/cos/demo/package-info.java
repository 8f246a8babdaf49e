/**
 * An invented archive of cumulative images, for whoever has none at hand: traces with an airglow
 * line, whose gain sags week by week, and a few holes. The same seed gives the same bytes.
 */
@NullMarked
package org.stillwatch.cos.demo;

import org.jspecify.annotations.NullMarked;
