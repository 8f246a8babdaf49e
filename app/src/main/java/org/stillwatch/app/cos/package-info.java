/**
 * The commands of the COS detectors: settings in, products out. What is computed is in the room
 * {@code cos}; here it is put together and asked for by name. Commands end by an exit code, a
 * {@code CosProblem} of one sentence, or a wrong usage told by picocli.
 */
@NullMarked
package org.stillwatch.app.cos;

import org.jspecify.annotations.NullMarked;
