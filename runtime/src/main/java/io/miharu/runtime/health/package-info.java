/** What a process says of itself: ready or not, and why. */
@NullMarked
package io.miharu.runtime.health;

import org.jspecify.annotations.NullMarked;
