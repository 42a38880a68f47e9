/** The process that evaluates alarm definitions and delivers notifications. */
@NullMarked
package io.miharu.alarmengine;

import org.jspecify.annotations.NullMarked;
