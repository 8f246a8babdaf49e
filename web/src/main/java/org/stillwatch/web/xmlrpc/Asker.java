package org.stillwatch.web.xmlrpc;

/**
 * Who calls.
 *
 * @param name for the journal
 * @param mayCommand whether they may change anything
 * @param expert whether they may change what protects
 */
public record Asker(String name, boolean mayCommand, boolean expert) {}
