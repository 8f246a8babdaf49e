package org.stillwatch.core.control;

import org.stillwatch.core.reading.ChannelId;

/**
 * A change that someone asked for.
 *
 * @param setting which one
 * @param value as people write it: {@code 250 V}, {@code on}
 * @param who asked
 * @param why they did
 * @param confirmed they were asked once more and meant it
 */
public record Command(ChannelId setting, String value, String who, String why, boolean confirmed) {}
