package io.miharu.collector.cadvisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupTest {
  private static final String UID = "272ae06b-ede2-40ac-a5fb-94634bc16dcf";
  private static final String ID =
      "ad25de65d77f8b1e2517bb80abf0ab9fd3c9ca76619ef4e08a4c5da0b5444338";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/kubepods/pod" + UID + "/" + ID,
        "/kubepods/burstable/pod" + UID + "/" + ID,
        "/kubepods.slice/kubepods-burstable.slice/"
            + "kubepods-burstable-pod272ae06b_ede2_40ac_a5fb_94634bc16dcf.slice/cri-containerd-"
            + ID
            + ".scope",
        "/kubepods.slice/kubepods-pod272ae06b_ede2_40ac_a5fb_94634bc16dcf.slice/crio-"
            + ID
            + ".scope"
      })
  void findsPodAndContainer(String path) {
    assertThat(Cgroup.parse(path)).contains(new Cgroup(UID, ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/kubepods/burstable/pod" + UID,
        "/kubepods.slice/kubepods-pod272ae06b_ede2_40ac_a5fb_94634bc16dcf.slice"
      })
  void findsPod(String path) {
    assertThat(Cgroup.parse(path)).contains(new Cgroup(UID, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/kubepods/burstable",
        "/docker/" + ID,
        "/system.slice/podman.service",
        "/kubepods/pod" + UID + "/" + ID + "/init.scope",
        "/kubepods/pod" + UID + "/crio-conmon-" + ID + ".scope"
      })
  void findsNothingElse(String path) {
    assertThat(Cgroup.parse(path)).isEmpty();
  }
}
