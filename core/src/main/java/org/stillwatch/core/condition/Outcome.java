package org.stillwatch.core.condition;

/**
 * The answer of a condition at one step.
 *
 * @param state what to go on with at the next step
 * @param because why the truth is unknown, naming the channels; empty when it is known
 */
public record Outcome(ConditionState state, Truth truth, String because) {}
