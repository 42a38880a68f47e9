package io.miharu.kubernetes;

/**
 * The workload that a pod belongs to.
 *
 * @param type the dimension that holds its name: {@code deployment}, {@code stateful_set}, {@code
 *     daemon_set}, {@code cronjob}, {@code job}, {@code replica_set} or {@code
 *     replication_controller}
 * @param name the workload's name
 */
public record Owner(String type, String name) {
  public static final String DEPLOYMENT = "deployment";
  public static final String STATEFUL_SET = "stateful_set";
  public static final String DAEMON_SET = "daemon_set";
  public static final String CRON_JOB = "cronjob";
  public static final String JOB = "job";
  public static final String REPLICA_SET = "replica_set";
  public static final String REPLICATION_CONTROLLER = "replication_controller";
}
