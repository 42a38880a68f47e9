/** From samples to rates and increases, and into the windows of each container, pod and node. */
@NullMarked
package io.miharu.stream.rates;

import org.jspecify.annotations.NullMarked;
