/**
 * Benchmarks of the hot paths, each against a yardstick in the same run, so that machines compare.
 */
@NullMarked
package io.miharu.bench;

import org.jspecify.annotations.NullMarked;
