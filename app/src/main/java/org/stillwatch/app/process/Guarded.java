package org.stillwatch.app.process;

import java.nio.file.Path;
import org.stillwatch.link.guard.GuardPlace;

/**
 * An instrument that has a guard.
 *
 * @param place where its guard listens
 * @param station the station file, which the guard reads as well
 * @param data the data folder of the station
 */
public record Guarded(GuardPlace place, Path station, Path data) {}
