package org.stillwatch.notifiers.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param url where to send
 * @param method POST, PUT or PATCH; POST when absent
 * @param headers sent with each notice, by name; often none
 * @param json the body, with placeholders such as {@code {title}}; the notice as one JSON object
 *     when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record WebhookSettings(
    Secret url,
    Optional<String> method,
    Map<String, Secret> headers,
    Optional<String> json,
    Optional<Duration> timeout) {}
