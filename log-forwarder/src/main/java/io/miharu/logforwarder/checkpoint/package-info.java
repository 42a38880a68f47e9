/** What a restart needs to send the same events again: file identities and positions on disk. */
@NullMarked
package io.miharu.logforwarder.checkpoint;

import org.jspecify.annotations.NullMarked;
