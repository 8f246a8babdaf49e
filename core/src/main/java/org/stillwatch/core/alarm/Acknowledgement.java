package org.stillwatch.core.alarm;

import java.time.Instant;

/** Someone has seen an alarm and takes care of it. */
public record Acknowledgement(String who, Instant at, String note) {}
