/**
 * Contracts that every extension must pass, as abstract tests, and the stand-ins that tests use in
 * place of the real thing: a clock that only moves when told, a store in memory.
 *
 * <p>For tests only. May use {@code core} and JUnit; nothing that ships may use this.
 */
@NullMarked
package org.stillwatch.testkit;

import org.jspecify.annotations.NullMarked;
