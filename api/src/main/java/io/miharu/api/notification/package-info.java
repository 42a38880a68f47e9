/** Notification methods: where and how people are told. */
@NullMarked
package io.miharu.api.notification;

import org.jspecify.annotations.NullMarked;
