package org.stillwatch.notifiers.beep;

/** The bell needs no settings. */
public record BeepSettings() {}
