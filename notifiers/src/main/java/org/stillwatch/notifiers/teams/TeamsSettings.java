package org.stillwatch.notifiers.teams;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param url of a workflow "When a Teams webhook request is received"
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record TeamsSettings(Secret url, Optional<ZoneId> zone, Optional<Duration> timeout) {}
