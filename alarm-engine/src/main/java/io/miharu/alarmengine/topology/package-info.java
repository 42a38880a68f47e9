/**
 * The alarm engine as a Kafka Streams topology: definitions to routers, matched measurements to
 * evaluators, changes of alarms to their topics.
 */
@NullMarked
package io.miharu.alarmengine.topology;

import org.jspecify.annotations.NullMarked;
