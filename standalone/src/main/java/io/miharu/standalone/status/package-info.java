/** {@code miharu status}: what a running pipeline says of itself, readable at a glance. */
@NullMarked
package io.miharu.standalone.status;

import org.jspecify.annotations.NullMarked;
