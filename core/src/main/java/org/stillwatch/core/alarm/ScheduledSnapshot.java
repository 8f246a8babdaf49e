package org.stillwatch.core.alarm;

import org.stillwatch.core.notice.Severity;

/**
 * A snapshot that is taken by the clock.
 *
 * @param name of the schedule, unique; by default the words of its schedule
 */
public record ScheduledSnapshot(
    String name, String set, String label, Schedule schedule, Severity severity) {}
