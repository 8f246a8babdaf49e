package org.stillwatch.instruments.ppms;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Keys of {@code kind: ppms-log}.
 *
 * @param folder that holds the logs, in sub-folders too
 * @param every how often a row is expected at least, 60 s unless given
 * @param zone of the computer that writes the logs; the station's unless given
 */
public record MultiVuSettings(Path folder, Optional<Duration> every, Optional<ZoneId> zone) {}
