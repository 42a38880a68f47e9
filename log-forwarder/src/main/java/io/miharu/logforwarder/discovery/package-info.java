/** Which log files there are, and whose they are. */
@NullMarked
package io.miharu.logforwarder.discovery;

import org.jspecify.annotations.NullMarked;
