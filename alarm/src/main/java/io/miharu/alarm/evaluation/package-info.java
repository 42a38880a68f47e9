/**
 * The evaluator: (definitions, one ordered log of inputs) to changes of alarms with their evidence.
 * Event time only; nothing here does I/O or reads a clock.
 */
@NullMarked
package io.miharu.alarm.evaluation;

import org.jspecify.annotations.NullMarked;
