/**
 * {@code miharu up}: private servers and every process in this JVM, started in order, watched, and
 * stopped in reverse order.
 */
@NullMarked
package io.miharu.standalone.up;

import org.jspecify.annotations.NullMarked;
