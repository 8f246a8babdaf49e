/**
 * The page and the HTTP interface of a station. {@link org.stillwatch.web.WebServer} is its front
 * door; every route is an {@link org.stillwatch.web.Endpoint} in {@link
 * org.stillwatch.web.ApiRoutes}, from which the routing and {@code /openapi.json} are both made.
 *
 * <p>May use {@code core}, and of the station only {@link org.stillwatch.core.station.StationView}.
 * Absent values go out as {@code null} with quality {@code missing} and a reason, never as a
 * number.
 */
@NullMarked
package org.stillwatch.web;

import org.jspecify.annotations.NullMarked;
