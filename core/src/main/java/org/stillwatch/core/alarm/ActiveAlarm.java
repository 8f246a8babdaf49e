package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Optional;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;

/**
 * An alarm that is active now.
 *
 * @param id stable as long as it is active, also over a restart
 */
public record ActiveAlarm(
    String id,
    String rule,
    Notice.Kind kind,
    Severity severity,
    Instant since,
    String title,
    String text,
    Optional<ChannelId> channel) {}
