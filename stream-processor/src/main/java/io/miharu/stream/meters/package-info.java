/** What the stream-processor counts of itself. */
@NullMarked
package io.miharu.stream.meters;

import org.jspecify.annotations.NullMarked;
