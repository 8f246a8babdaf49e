package org.stillwatch.notifiers.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param run the program and its arguments, each as it is: no shell reads them
 * @param environment added to that of the station, by name; often none
 * @param folder in which the program runs; the station's when absent
 * @param timeout for one run; 20 s when absent
 */
public record CommandSettings(
    List<String> run,
    Map<String, Secret> environment,
    Optional<Path> folder,
    Optional<Duration> timeout) {}
