/** Follows files through rotation, truncation and deletion; keeps positions, ledger and marks. */
@NullMarked
package io.miharu.logforwarder.tail;

import org.jspecify.annotations.NullMarked;
