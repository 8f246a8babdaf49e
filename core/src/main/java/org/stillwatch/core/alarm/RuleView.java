package org.stillwatch.core.alarm;

import java.util.Optional;

/** A rule as it is now. */
public record RuleView(
    Rule rule, RuleState state, Optional<ChannelView> channel, Optional<String> broken) {}
