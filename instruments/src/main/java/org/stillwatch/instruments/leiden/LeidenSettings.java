package org.stillwatch.instruments.leiden;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Keys of {@code kind: leiden-log}.
 *
 * @param folder that holds the logs, in sub-folders too
 * @param every how often a row is expected at least, 5 min unless given
 * @param zone of the computer that writes the logs; the station's unless given
 */
public record LeidenSettings(Path folder, Optional<Duration> every, Optional<ZoneId> zone) {}
