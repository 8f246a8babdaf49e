/**
 * What every service shows alike: the words of a message, its colour, and how a text is cut to what
 * a service takes. Its principal class is {@link org.stillwatch.notifiers.text.Body}; a service
 * brings its own {@link org.stillwatch.notifiers.text.Markup}. The trap: a text may come from an
 * instrument, so it reaches no service but through {@link org.stillwatch.notifiers.text.Words} and
 * {@code Markup.escaped}.
 *
 * <p>May use {@code core} and the JDK.
 */
@NullMarked
package org.stillwatch.notifiers.text;

import org.jspecify.annotations.NullMarked;
