package org.stillwatch.core.alarm;

import java.util.Optional;

/**
 * A rule as it is now.
 *
 * @param broken why it can never be judged as it stands
 * @param unknown why it cannot be judged now; empty when it can
 */
public record RuleView(
    Rule rule,
    RuleState state,
    Optional<ChannelView> channel,
    Optional<String> broken,
    Optional<String> unknown) {}
