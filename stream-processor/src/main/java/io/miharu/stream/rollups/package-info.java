/** One-minute windows: of entities within a node, and of groups over nodes. */
@NullMarked
package io.miharu.stream.rollups;

import org.jspecify.annotations.NullMarked;
