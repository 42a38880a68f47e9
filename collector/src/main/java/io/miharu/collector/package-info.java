/** The collector process: scrapes cAdvisor and kubelets and sends what they show to Kafka. */
@NullMarked
package io.miharu.collector;

import org.jspecify.annotations.NullMarked;
