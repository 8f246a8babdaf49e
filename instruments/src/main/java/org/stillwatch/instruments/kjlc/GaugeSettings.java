package org.stillwatch.instruments.kjlc;

import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.link.port.PortKeys;

/**
 * Keys of {@code kind: kjlc-gauge}.
 *
 * @param line where it is; 19200 baud, 8N1 unless given
 * @param address two hex digits, 01 unless given
 * @param model 392, 354 or 300; found out by asking unless given
 * @param unit of its channels: Torr unless given
 * @param every how often it is asked, 1 s unless given
 * @param timeout how long an answer may take, 0.5 s unless given
 * @param echo the converter repeats what is sent; no unless given
 */
public record GaugeSettings(
    @SameLevel PortKeys line,
    Optional<String> address,
    Optional<Integer> model,
    Optional<String> unit,
    Optional<Duration> every,
    Optional<Duration> timeout,
    Optional<Boolean> echo) {}
