package io.miharu.logforwarder.send;

import io.miharu.logforwarder.parse.Event;
import java.util.List;

/**
 * One record on its way: the same bytes until the broker has it.
 *
 * @param value encoded
 * @param events that it carries; empty for a ledger entry
 * @param ledgerTo offset that the ledger stands at once it is acknowledged; −1 for events
 * @param closing whether it is the file's last ledger entry
 */
record Parcel(byte[] value, List<Event> events, long ledgerTo, boolean closing) {}
