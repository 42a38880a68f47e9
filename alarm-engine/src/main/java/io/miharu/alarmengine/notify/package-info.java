/**
 * Delivery of notifications: a plain consumer of {@code miharu.notifications} that tells receivers
 * of state transitions and writes back how it went.
 */
@NullMarked
package io.miharu.alarmengine.notify;

import org.jspecify.annotations.NullMarked;
