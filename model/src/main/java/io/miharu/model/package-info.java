/**
 * The vocabulary of Miharu as immutable records: what travels through Kafka, what is stored and
 * what the API shows. Nothing here does I/O or reads a clock.
 */
@NullMarked
package io.miharu.model;

import org.jspecify.annotations.NullMarked;
