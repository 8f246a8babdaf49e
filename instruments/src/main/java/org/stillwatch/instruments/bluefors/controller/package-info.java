/**
 * {@code kind: bluefors-controller}: the Bluefors Temperature Controller, which publishes each
 * measurement over MQTT and keeps a history that is asked over HTTP. {@link
 * org.stillwatch.instruments.bluefors.controller.ControllerInstrument} is the principal class; a
 * gap in what was published is filled from the history. The channels are those of {@code
 * bluefors-logs}.
 *
 * <p>Wire forms are those of the BFTC's API manual: JSON, times in seconds since 1970.
 */
@NullMarked
package org.stillwatch.instruments.bluefors.controller;

import org.jspecify.annotations.NullMarked;
