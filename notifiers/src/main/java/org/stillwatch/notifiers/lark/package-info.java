/**
 * Tells a group of Feishu or Lark. The trap: errors come with status 200 and a code in the body.
 *
 * <p>May use {@code core}, {@code notifiers.http} and {@code notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.lark;

import org.jspecify.annotations.NullMarked;
