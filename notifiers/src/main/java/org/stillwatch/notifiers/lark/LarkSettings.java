package org.stillwatch.notifiers.lark;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param url of the custom bot: {@code https://open.feishu.cn/open-apis/bot/v2/hook/...} or {@code
 *     https://open.larksuite.com/...}
 * @param secret of the bot's signature check, when that is on
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 20 s when absent
 */
public record LarkSettings(
    Secret url, Optional<Secret> secret, Optional<ZoneId> zone, Optional<Duration> timeout) {}
