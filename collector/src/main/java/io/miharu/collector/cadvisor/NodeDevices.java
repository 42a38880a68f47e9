package io.miharu.collector.cadvisor;

import java.util.regex.Pattern;

/** Which of a node's devices and interfaces to add up, so that nothing is counted twice. */
final class NodeDevices {
  /**
   * Ends and bridges of pod networks: what passes them passes a pod's own interface or the node's
   * uplink as well. Names as given by Docker, containerd's and CRI-O's bridges, Calico, Cilium,
   * flannel, Weave, kube-proxy and libvirt.
   */
  private static final Pattern RELAY =
      Pattern.compile(
          "lo|(veth|docker|br-|cni|cali|cilium|lxc|flannel|vxlan|tunl|weave|kube-|nodelocaldns"
              + "|virbr|dummy|nerdctl|podman).*");

  private NodeDevices() {}

  /**
   * Whether the root's row of this device is a disk. The same disk shows again under each overlay
   * and bind mount, and memory shows as file systems.
   */
  static boolean isDisk(String device) {
    return device.startsWith("/dev/") && !device.startsWith("/dev/shm");
  }

  /** Whether what passes this interface comes from outside or goes there. */
  static boolean isOwnTraffic(String networkInterface) {
    return !RELAY.matcher(networkInterface).matches();
  }
}
