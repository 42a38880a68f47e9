/**
 * How the topology's stores look in bytes: compact, versioned values, and keys that sort as the
 * algorithms need.
 */
@NullMarked
package io.miharu.stream.state;

import org.jspecify.annotations.NullMarked;
