package org.stillwatch.instruments.bluefors.controller;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.instruments.bluefors.BlueforsSettings;

/**
 * Keys of {@code kind: bluefors-controller}; at least one of {@code mqtt} and {@code http}.
 *
 * @param mqtt where the broker listens: {@code tcp://10.0.0.5:1883}
 * @param topic of the measurements, {@code channel/measurement/listen} unless given
 * @param http where the controller is asked: {@code http://10.0.0.5:5001}
 * @param channels names of sensors: {@code mxc: {sensor: 6}}; renames, never limits. Without:
 *     {@code 50k 4k magnet still mxc} for 1, 2, 3, 5, 6, else {@code ch<n>}
 * @param every how often a sensor is measured at least, 60 s unless given
 */
public record ControllerSettings(
    Optional<String> mqtt,
    Optional<String> topic,
    Optional<URI> http,
    Optional<Map<String, BlueforsSettings.Sensor>> channels,
    Optional<Duration> every) {}
