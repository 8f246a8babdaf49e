package org.stillwatch.notifiers.discord;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * Either {@code url}, or {@code token} and {@code channel}.
 *
 * @param url of a webhook: {@code https://discord.com/api/webhooks/ID/TOKEN}
 * @param thread the id of a thread of the webhook's channel
 * @param token of a bot
 * @param channel the id of the channel in which the bot writes
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record DiscordSettings(
    Optional<Secret> url,
    Optional<String> thread,
    Optional<Secret> token,
    Optional<String> channel,
    Optional<ZoneId> zone,
    Optional<Duration> timeout) {}
