/** Container logs as a container runtime and a kubelet write and rotate them. */
@NullMarked
package io.miharu.simulator.logs;

import org.jspecify.annotations.NullMarked;
