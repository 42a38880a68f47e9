/** What the demo has besides the simulator: a receiver of webhooks that shows them. */
@NullMarked
package io.miharu.standalone.demo;

import org.jspecify.annotations.NullMarked;
