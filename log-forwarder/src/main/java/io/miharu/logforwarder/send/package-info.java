/** Events and ledger entries to Kafka records, in order per file, sent until acknowledged. */
@NullMarked
package io.miharu.logforwarder.send;

import org.jspecify.annotations.NullMarked;
