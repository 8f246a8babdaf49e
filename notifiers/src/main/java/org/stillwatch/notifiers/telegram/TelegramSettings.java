package org.stillwatch.notifiers.telegram;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param token of the bot: {@code 123456:ABC...}
 * @param chat the number of a chat or group, or {@code @name} of a public channel
 * @param topic the number of a topic of the group
 * @param server of an own Bot API server; {@code https://api.telegram.org} when absent
 * @param zone in which times are written; UTC when absent
 * @param timeout for one request; 20 s when absent
 */
public record TelegramSettings(
    Secret token,
    String chat,
    Optional<Integer> topic,
    Optional<String> server,
    Optional<ZoneId> zone,
    Optional<Duration> timeout) {}
