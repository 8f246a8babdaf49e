package org.stillwatch.notifiers.dingtalk;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param url of the robot: {@code https://oapi.dingtalk.com/robot/send?access_token=...}
 * @param secret of the robot's signature, when it asks for one
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record DingtalkSettings(
    Secret url, Optional<Secret> secret, Optional<ZoneId> zone, Optional<Duration> timeout) {}
