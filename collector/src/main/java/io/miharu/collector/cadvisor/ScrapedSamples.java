package io.miharu.collector.cadvisor;

import io.miharu.model.SampleBatch;
import java.util.List;

/**
 * What one scrape gave.
 *
 * @param batches those that were not sent before
 * @param subjects how many containers, pods and nodes it spoke of
 * @param unidentified how many containers and sandboxes nobody knows: cAdvisor cannot reach the
 *     runtime, and the pod directory does not know the pod
 * @param unidentifiedExample the cgroup of one of them; empty if there is none
 */
public record ScrapedSamples(
    List<SampleBatch> batches, int subjects, long unidentified, String unidentifiedExample) {
  public ScrapedSamples {
    batches = List.copyOf(batches);
  }
}
