package org.stillwatch.notifiers.wecom;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param url of the group robot: {@code https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=...}
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record WecomSettings(Secret url, Optional<ZoneId> zone, Optional<Duration> timeout) {}
