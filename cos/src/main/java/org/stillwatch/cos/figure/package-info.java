/**
 * The figures of the detector: maps of gain with the regions that sagged, what two tables differ
 * in, the course of a hot spot. A {@link org.stillwatch.cos.figure.Figure} knows its file name and
 * draws itself, without a screen, to the same bytes each time. The trap here is absence: a pixel
 * without gain is {@code NaN} and has a colour of its own that the legend names, it is never a gain
 * of 0; and what is missing (a map, a level, a region) is a sentence on the figure, not an
 * exception. Positions are native pixels here, since axes and tables speak of those.
 */
@NullMarked
package org.stillwatch.cos.figure;

import org.jspecify.annotations.NullMarked;
