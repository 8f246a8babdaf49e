package org.stillwatch.notifiers.ntfy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param url of the topic: {@code https://ntfy.sh/TOPIC}
 * @param token of access: {@code tk_...}
 * @param user who may publish, with {@code password}, where there is no token
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record NtfySettings(
    Secret url,
    Optional<Secret> token,
    Optional<String> user,
    Optional<Secret> password,
    Optional<ZoneId> zone,
    Optional<Duration> timeout) {}
