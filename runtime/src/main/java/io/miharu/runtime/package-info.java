/**
 * What every process needs: lifecycle, configuration, health and metrics, Kafka clients and topics.
 */
@NullMarked
package io.miharu.runtime;

import org.jspecify.annotations.NullMarked;
