/** Alarm definitions: what shall be watched, and who is told. */
@NullMarked
package io.miharu.api.definition;

import org.jspecify.annotations.NullMarked;
