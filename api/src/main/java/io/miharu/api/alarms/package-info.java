/** Alarms as the alarm-engine left them, read from its compacted topic. */
@NullMarked
package io.miharu.api.alarms;

import org.jspecify.annotations.NullMarked;
