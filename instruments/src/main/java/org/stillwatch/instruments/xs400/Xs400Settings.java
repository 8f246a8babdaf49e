package org.stillwatch.instruments.xs400;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Keys of {@code kind: xs400-log}.
 *
 * @param folder that holds the workbooks
 * @param timeFormat pattern of the time stamps, such as {@code yyyy/M/d H:mm:ss}; tried before the
 *     usual ones
 * @param every how often a row is expected at least, 60 s unless given
 * @param zone of the computer that writes the workbooks; the station's unless given
 */
public record Xs400Settings(
    Path folder, Optional<String> timeFormat, Optional<Duration> every, Optional<ZoneId> zone) {}
