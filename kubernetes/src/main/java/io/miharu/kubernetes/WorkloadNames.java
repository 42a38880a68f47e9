package io.miharu.kubernetes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names made by Kubernetes' controllers tell about the workload behind them. Generated
 * suffixes use the alphabet of apimachinery's {@code rand.String}: no vowels and none of 0, 1, 3,
 * so that no words come out by chance.
 */
public final class WorkloadNames {
  private static final String SAFE = "[bcdfghjklmnpqrstvwxz2456789]";

  /** Job name of a CronJob: the scheduled time in minutes since the epoch, before 1.21 seconds. */
  private static final Pattern CRON_JOB = Pattern.compile("(.+)-(\\d{8}|\\d{10})");

  private static final Pattern CRON_JOB_POD =
      Pattern.compile("(.+)-(\\d{8}|\\d{10})-" + SAFE + "{5}");
  private static final Pattern DEPLOYMENT_POD =
      Pattern.compile("(.+)-" + SAFE + "{6,10}-" + SAFE + "{5}");
  private static final Pattern STATEFUL_SET_POD = Pattern.compile("(.+)-(0|[1-9]\\d{0,3})");

  private WorkloadNames() {}

  /**
   * The workload of a pod of which only the name is known: a Deployment, CronJob or StatefulSet
   * whose name is certain enough. The pods of DaemonSets, Jobs and bare ReplicaSets are named
   * alike, so nothing is said about them.
   */
  public static Optional<Owner> ownerOf(String pod) {
    Matcher cronJob = CRON_JOB_POD.matcher(pod);
    if (cronJob.matches()) {
      return Optional.of(new Owner(Owner.CRON_JOB, cronJob.group(1)));
    }
    Matcher deployment = DEPLOYMENT_POD.matcher(pod);
    if (deployment.matches()) {
      return Optional.of(new Owner(Owner.DEPLOYMENT, deployment.group(1)));
    }
    Matcher statefulSet = STATEFUL_SET_POD.matcher(pod);
    return statefulSet.matches()
        ? Optional.of(new Owner(Owner.STATEFUL_SET, statefulSet.group(1)))
        : Optional.empty();
  }

  /**
   * The workload behind a ReplicaSet: its Deployment, if its name ends in the pod's template hash,
   * which only Deployments set; else the ReplicaSet itself.
   *
   * @param templateHash the pod's label {@code pod-template-hash}, empty if it has none
   */
  static Owner behindReplicaSet(String replicaSet, String templateHash) {
    String suffix = "-" + templateHash;
    return !templateHash.isEmpty()
            && replicaSet.endsWith(suffix)
            && replicaSet.length() > suffix.length()
        ? new Owner(
            Owner.DEPLOYMENT, replicaSet.substring(0, replicaSet.length() - suffix.length()))
        : new Owner(Owner.REPLICA_SET, replicaSet);
  }

  /** The workload behind a Job: its CronJob, if the name ends in a scheduled time; else the Job. */
  static Owner behindJob(String job) {
    Matcher matcher = CRON_JOB.matcher(job);
    return matcher.matches()
        ? new Owner(Owner.CRON_JOB, matcher.group(1))
        : new Owner(Owner.JOB, job);
  }
}
