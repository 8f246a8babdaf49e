package org.stillwatch.notifiers.terminal;

/** The terminal needs no settings. */
public record TerminalSettings() {}
