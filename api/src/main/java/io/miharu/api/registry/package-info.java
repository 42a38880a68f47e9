/**
 * Definitions as the API reads and writes them: the compacted topic is the source of truth, one
 * transactional writer at a time changes it, every instance of the API holds it in memory.
 */
@NullMarked
package io.miharu.api.registry;

import org.jspecify.annotations.NullMarked;
