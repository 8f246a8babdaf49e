package org.stillwatch.instruments.bme680;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.link.port.PortKeys;

/**
 * Keys of {@code kind: bme680-arduino}.
 *
 * @param line where it is; 115200 baud, 8N1 unless given
 * @param every how often it is asked, 10 s unless given
 * @param terminator what follows a good line: none, panda, or auto (either) unless given
 * @param warmUp for so long after its start the gas resistance is suspect, 5 min unless given
 */
public record GasSensorSettings(
    @SameLevel PortKeys line,
    Optional<Duration> every,
    Optional<String> terminator,
    Optional<Duration> warmUp) {}
