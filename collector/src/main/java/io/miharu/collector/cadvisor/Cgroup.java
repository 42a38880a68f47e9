package io.miharu.collector.cadvisor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a Kubernetes cgroup tells, with the cgroupfs driver ({@code
 * /kubepods/burstable/pod<uid>/<id>}) or systemd's ({@code
 * /kubepods.slice/…-pod<uid>.slice/cri-containerd-<id>.scope}).
 *
 * @param uid of the pod, in the API's form
 * @param container the runtime's id of a container or of the sandbox; empty for the pod's own
 *     cgroup
 */
record Cgroup(String uid, String container) {
  private static final String UUID =
      "[0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}";

  /** A static pod's uid is the hash of its configuration. */
  private static final Pattern PATH =
      Pattern.compile(
          ".*/(?:kubepods[a-z-]*-)?pod("
              + UUID
              + "|[0-9a-f]{32})(?:\\.slice)?"
              + "(?:/(?:(?:cri-containerd|crio|docker)-)?([0-9a-f]{64})(?:\\.scope)?)?");

  static Optional<Cgroup> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(
            new Cgroup(
                matcher.group(1).replace('_', '-'),
                matcher.group(2) == null ? "" : matcher.group(2)))
        : Optional.empty();
  }
}
