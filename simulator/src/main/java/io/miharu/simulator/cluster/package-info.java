/** The cluster itself: what runs where, and how its counters move. Same seed, same cluster. */
@NullMarked
package io.miharu.simulator.cluster;

import org.jspecify.annotations.NullMarked;
