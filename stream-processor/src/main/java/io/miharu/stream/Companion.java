package io.miharu.stream;

import io.miharu.runtime.health.Check;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What runs in the same process as the topology without knowing of it: the sink.
 *
 * @param name short and stable
 * @param start returns at once
 * @param health asked at any time from any thread
 * @param closing stops it; also called when it was never started
 * @param closeLimit how long closing may take before it is left behind, at most 9 s
 */
public record Companion(
    String name,
    Runnable start,
    Supplier<List<Check>> health,
    AutoCloseable closing,
    Duration closeLimit) {}
