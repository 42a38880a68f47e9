/** What goes wrong, and when. */
@NullMarked
package io.miharu.simulator.incident;

import org.jspecify.annotations.NullMarked;
