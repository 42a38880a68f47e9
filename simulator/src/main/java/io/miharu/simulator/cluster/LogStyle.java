package io.miharu.simulator.cluster;

/** In which form an application writes its log. */
public enum LogStyle {
  /** Plain lines with a level, and Java stack traces on stderr. */
  JAVA,
  /** One JSON object a line. */
  JSON,
  /** Kubernetes components' {@code I1122 10:00:01.000001} lines. */
  KLOG
}
