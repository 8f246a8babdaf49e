package org.stillwatch.instruments.bluefors.control;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * Keys of {@code kind: bluefors-control}.
 *
 * @param url of the control software: {@code https://10.0.0.6:49098}, or {@code
 *     http://localhost:49099} on its own computer
 * @param key that the control software gives out for this: {@code ${BLUEFORS_KEY}}
 * @param fingerprint of its certificate: {@code sha256:AB:CD:...}
 * @param every how often all values are asked for, 10 s unless given
 */
public record ControlSettings(
    URI url, Secret key, Optional<String> fingerprint, Optional<Duration> every) {}
