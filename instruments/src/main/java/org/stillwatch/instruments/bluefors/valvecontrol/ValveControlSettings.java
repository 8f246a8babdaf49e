package org.stillwatch.instruments.bluefors.valvecontrol;

import java.time.Duration;
import java.util.Optional;

/**
 * Keys of {@code kind: bluefors-valvecontrol}.
 *
 * @param host of the computer that runs ValveControl
 * @param port 1234 unless given
 * @param every how often it is asked, 10 s unless given
 */
public record ValveControlSettings(String host, Optional<Integer> port, Optional<Duration> every) {}
