/**
 * What an alarm definition may say, and what may change about it: the rules that the api applies.
 */
@NullMarked
package io.miharu.alarm.definition;

import org.jspecify.annotations.NullMarked;
