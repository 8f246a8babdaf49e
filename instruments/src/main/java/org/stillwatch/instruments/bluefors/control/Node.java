package org.stillwatch.instruments.bluefors.control;

/**
 * The newest value of one node of the control software's tree.
 *
 * @param name {@code mapper.bf.temperatures.tmixing}
 * @param value as text; empty when there is none
 * @param status {@code SYNCHRONIZED}, {@code DISCONNECTED}; empty when none is given
 * @param outdated the software itself does not trust it any more
 * @param millis when it was taken, since 1970; 0 when that is not said
 */
record Node(String name, String value, String status, boolean outdated, long millis) {}
