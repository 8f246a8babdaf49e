package org.stillwatch.instruments.oxford;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Keys of {@code kind: oxford-vcl}.
 *
 * @param folder that holds the logs, in sub-folders too
 * @param every how often a row is expected at least, 61 s unless given
 */
public record VclSettings(Path folder, Optional<Duration> every) {}
