package org.stillwatch.core.alarm;

import java.time.Instant;

/**
 * Someone put the alarms of a rule aside for a while: they are watched and shown, not told.
 *
 * @param rule the rule, or what stands for one: {@code stale fridge}
 * @param until it ends by itself
 */
public record Shelf(String rule, Instant until, String who, String why, Instant at) {}
