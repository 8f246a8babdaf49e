/**
 * The course of a run as a picture: {@link org.stillwatch.reports.chart.CourseChart}.
 *
 * <p>May use {@code core} and the package {@code page}.
 */
@NullMarked
package org.stillwatch.reports.chart;

import org.jspecify.annotations.NullMarked;
