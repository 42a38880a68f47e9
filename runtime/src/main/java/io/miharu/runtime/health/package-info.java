/** What a process says of itself: ready or not, why, and in numbers. */
@NullMarked
package io.miharu.runtime.health;

import org.jspecify.annotations.NullMarked;
