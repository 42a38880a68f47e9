/**
 * A synthetic cluster for the demo, benchmarks and tests: kubelets that answer, logs that grow,
 * incidents.
 */
@NullMarked
package io.miharu.simulator;

import org.jspecify.annotations.NullMarked;
