package org.stillwatch.notifiers.slack;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param url of the incoming webhook: {@code https://hooks.slack.com/services/T.../B.../...}
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record SlackSettings(Secret url, Optional<ZoneId> zone, Optional<Duration> timeout) {}
