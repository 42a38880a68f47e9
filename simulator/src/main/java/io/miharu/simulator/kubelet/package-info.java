/** What a kubelet serves, for each simulated node. */
@NullMarked
package io.miharu.simulator.kubelet;

import org.jspecify.annotations.NullMarked;
