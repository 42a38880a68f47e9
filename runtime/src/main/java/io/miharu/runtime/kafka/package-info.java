/**
 * The typed list of topics, their creation, and clients with the settings that the design relies
 * on.
 */
@NullMarked
package io.miharu.runtime.kafka;

import org.jspecify.annotations.NullMarked;
