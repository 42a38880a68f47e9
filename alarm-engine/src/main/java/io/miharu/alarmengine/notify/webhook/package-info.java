/** Webhooks: the transition as an HTTP POST with the body that Monasca's receivers know. */
@NullMarked
package io.miharu.alarmengine.notify.webhook;

import org.jspecify.annotations.NullMarked;
