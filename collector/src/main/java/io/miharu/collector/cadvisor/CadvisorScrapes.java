package io.miharu.collector.cadvisor;

import io.miharu.collector.exposition.Labels;
import io.miharu.collector.exposition.SampleVisitor;
import io.miharu.kubernetes.PodDirectory;
import io.miharu.model.Dimensions;
import io.miharu.model.SampleBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of one cAdvisor, scrape after scrape, into sample batches. Not thread-safe.
 *
 * <p>Of the tree of cgroups exactly two levels go on: the root as the node, and containers. Slices
 * and pods contain the same usage again; of pods only the network goes on, which only their sandbox
 * has.
 */
public final class CadvisorScrapes implements SampleVisitor<Slot> {
  private static final RowIdentity NODE = new RowIdentity("/", "", "", "", "", "", "");

  private final Identification identification;
  private final Map<RowIdentity, SubjectSamples> subjects = new HashMap<>();
  private long scrape;

  /**
   * @param node the node's name: the dimension hostname
   * @param defaultTenant the Monasca project id of the node and of containers without a namespace
   */
  public CadvisorScrapes(String node, PodDirectory pods, String defaultTenant) {
    this.identification = new Identification(node, pods, defaultTenant);
  }

  /** Begins a scrape. One that was begun before and not ended counts for nothing. */
  public void begin() {
    scrape++;
  }

  /**
   * Ends a scrape that was read whole.
   *
   * @param scrapeMs when it began, in ms since the epoch
   */
  public ScrapedSamples end(long scrapeMs) {
    Map<Dimensions, SubjectSamples> newest = new HashMap<>();
    long unidentified = 0;
    String example = "";
    for (SubjectSamples subject : subjects.values()) {
      if (!subject.isIn(scrape)) {
        continue;
      }
      Ascription ascription = subject.ascription(identification);
      if (ascription == null) {
        unidentified++;
        example = subject.identity().id();
      } else {
        newest.merge(
            ascription.dimensions(),
            subject,
            (one, other) -> one.isNewerThan(other, scrape) ? one : other);
      }
    }
    List<SampleBatch> batches = new ArrayList<>(newest.size());
    for (SubjectSamples subject : newest.values()) {
      Ascription ascription = subject.ascription(identification);
      if (ascription != null) {
        subject.collect(ascription, scrape, scrapeMs, batches);
      }
    }
    return new ScrapedSamples(batches, newest.size(), unidentified, example);
  }

  @Override
  public boolean wants(String name) {
    return Family.named(name) != null;
  }

  @Override
  public @Nullable Slot series(String name, Labels labels) {
    Family family = Family.named(name);
    if (family == null) {
      return null;
    }
    if (family.scope() == Family.Scope.MACHINE) {
      return subject(NODE).slot(family.ordinal());
    }
    RowIdentity identity = RowIdentity.of(labels);
    RowIdentity.Subject kind = identity.subject();
    if (kind == RowIdentity.Subject.OTHER
        || (kind == RowIdentity.Subject.POD && !goesOnForPod(identity, family))
        || !countsOnce(kind, family, labels)) {
      return null;
    }
    boolean perCpu = family == Family.CPU_TOTAL && isOneCpu(labels.get("cpu"));
    return subject(kind == RowIdentity.Subject.NODE ? NODE : identity)
        .slot(perCpu ? SubjectSamples.PER_CPU : family.ordinal());
  }

  @Override
  public void sample(Slot handle, double value, long timestamp) {
    handle.subject().add(handle.column(), value, timestamp, scrape);
  }

  @Override
  public void forget(Slot handle) {
    SubjectSamples subject = handle.subject();
    if (subject.releaseSlot()) {
      subjects.remove(subject.identity(), subject);
    }
  }

  private SubjectSamples subject(RowIdentity identity) {
    return subjects.computeIfAbsent(identity, SubjectSamples::new);
  }

  /**
   * The start that counts for the network is the sandbox's, which has a name; a pod's cgroup has
   * none.
   */
  private static boolean goesOnForPod(RowIdentity identity, Family family) {
    return family.scope() == Family.Scope.NETWORK
        || (family == Family.STARTED && !identity.name().isEmpty());
  }

  private static boolean isOneCpu(String cpu) {
    return !cpu.isEmpty() && !cpu.equals("total");
  }

  private static boolean countsOnce(RowIdentity.Subject kind, Family family, Labels labels) {
    return switch (family.scope()) {
      case DISK -> kind != RowIdentity.Subject.NODE || NodeDevices.isDisk(labels.get("device"));
      case NETWORK -> NodeDevices.isOwnTraffic(labels.get("interface"));
      case USAGE, SPEC, MACHINE -> true;
    };
  }
}
