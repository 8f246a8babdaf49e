/** Procedures from their files to what people are told. */
@NullMarked
package org.stillwatch.app.procedure;

import org.jspecify.annotations.NullMarked;
