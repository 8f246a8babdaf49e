/**
 * Tells a group of DingTalk. The trap: its signature swaps key and message of Feishu's.
 *
 * <p>May use {@code core}, {@code notifiers.http} and {@code notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.dingtalk;

import org.jspecify.annotations.NullMarked;
