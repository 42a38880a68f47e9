package io.miharu.logforwarder.tail;

import io.miharu.logforwarder.checkpoint.Checkpoint;
import io.miharu.logforwarder.checkpoint.FileCheckpoint;
import io.miharu.logforwarder.discovery.Discovery;
import io.miharu.logforwarder.discovery.FoundFile;
import io.miharu.logforwarder.discovery.LogSources;
import io.miharu.logforwarder.discovery.Scan;
import io.miharu.logforwarder.send.Dispatcher;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All files of the node: found, read in turns, sent, closed. Belongs to one thread; only the totals
 * and {@link #unreadableDetail()} may be asked from others.
 */
public final class Tailer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);

  /** So long a file may be missing after a start: volumes may come later than this process. */
  private static final long VANISHED_AFTER_MS = 60_000;

  private final Discovery discovery;
  private final LogSources sources;
  private final FileOpening opening;
  private final Dispatcher dispatcher;
  private final TailLimits limits;
  private final boolean fromEnd;
  private final ReadBuffer buffer;
  private final Map<String, ContainerLog> containers = new LinkedHashMap<>();
  private final Map<Place, TailedFile> open = new HashMap<>();

  private final KnownFiles known;
  private final List<VanishedFile> vanished = new ArrayList<>();

  private final Unreadable unreadable = new Unreadable();
  private boolean firstScan = true;
  private long firstScanMs;
  private long lastScanMs;
  private int nextTurn;
  private volatile TailTotals totals = new TailTotals(0, 0, 0);

  /**
   * @param checkpoint from before the restart; files in it go on where they were
   * @param fromEnd whether files that the first scan finds and the checkpoint does not know are
   *     read from their end only
   */
  public Tailer(
      Discovery discovery,
      LogSources sources,
      FileOpening opening,
      Dispatcher dispatcher,
      TailLimits limits,
      Checkpoint checkpoint,
      boolean fromEnd) {
    this.discovery = discovery;
    this.sources = sources;
    this.opening = opening;
    this.dispatcher = dispatcher;
    this.limits = limits;
    this.fromEnd = fromEnd;
    this.buffer = new ReadBuffer(limits.quantumBytes());
    this.known = new KnownFiles(checkpoint);
  }

  /** Looks which files there are, opens new ones and closes those that are finished. */
  public void scan(long nowMs) {
    for (TailedFile file : List.copyOf(open.values())) {
      if (file.wasEmptied()) {
        open.remove(Place.of(file.identity()));
        known.emptied(file.identity());
      }
    }
    Scan scan = discovery.scan();
    scan.unreadable().forEach(unreadable::add);
    Set<Place> present = new HashSet<>();
    Set<String> presentContainers = new HashSet<>();
    for (FoundFile found : scan.files()) {
      present.add(Place.of(found));
      presentContainers.add(LogSources.containerKey(found.path()));
      try {
        meet(found, nowMs);
      } catch (AccessDeniedException e) {
        unreadable.add(found.path());
      } catch (NoSuchFileException e) {
        LOG.debug("{} is gone", found.path());
      } catch (IOException e) {
        LOG.warn("Cannot open {}: {}; trying again with the next scan", found.path(), e.toString());
      }
    }
    known.scanned(present);
    containers
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().files.isEmpty() && !presentContainers.contains(entry.getKey()));
    for (ContainerLog container : containers.values()) {
      refresh(container, present, nowMs);
    }
    unreadable.scanned();
    if (firstScan) {
      firstScanMs = nowMs;
    } else if (nowMs - firstScanMs >= VANISHED_AFTER_MS) {
      giveUpVanished();
    }
    firstScan = false;
    lastScanMs = nowMs;
  }

  /**
   * Gives every container one turn and hands over what is due.
   *
   * @return whether there was anything to read
   */
  public boolean round(long nowMs) {
    List<ContainerLog> ring = List.copyOf(containers.values());
    boolean busy = readInTurns(ring, nowMs);
    long lag = 0;
    long inFlight = 0;
    for (ContainerLog container : ring) {
      for (TailedFile file : List.copyOf(container.files)) {
        file.pump(dispatcher, container.source, nowMs);
        lag += file.lagBytes();
        if (file.finished()) {
          close(container, file);
        }
      }
      inFlight += container.bytesInFlight();
    }
    pumpVanished(nowMs);
    totals = new TailTotals(open.size(), lag, inFlight);
    return busy;
  }

  /** Reading stops at the limit of bytes in flight, and goes on there in the next round. */
  private boolean readInTurns(List<ContainerLog> ring, long nowMs) {
    long inFlight = 0;
    for (ContainerLog container : ring) {
      inFlight += container.bytesInFlight();
    }
    boolean busy = false;
    for (int i = 0; i < ring.size(); i++) {
      int index = (nextTurn + i) % ring.size();
      if (inFlight >= limits.inFlightBytes()) {
        nextTurn = index;
        break;
      }
      ContainerLog container = ring.get(index);
      inFlight -= container.bytesInFlight();
      busy |= turn(container, nowMs);
      inFlight += container.bytesInFlight();
    }
    return busy;
  }

  private void pumpVanished(long nowMs) {
    for (Iterator<VanishedFile> all = vanished.iterator(); all.hasNext(); ) {
      VanishedFile file = all.next();
      file.pump(dispatcher, nowMs);
      if (file.finished()) {
        known.forgetEarlier(file.checkpoint());
        all.remove();
      }
    }
  }

  /**
   * Up to which event time, in ms and inclusive, the broker has all lines of all files; empty while
   * that cannot be said.
   */
  public OptionalLong completeThrough() {
    // A file that came after the last scan may hold lines from then on.
    long through = lastScanMs;
    for (ContainerLog container : containers.values()) {
      for (TailedFile file : container.files) {
        through = Math.min(through, file.completeThroughMs());
      }
    }
    return firstScan || through == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(through);
  }

  /** Where a restart would go on. */
  public Checkpoint checkpoint() {
    List<FileCheckpoint> files = known.checkpoints();
    for (ContainerLog container : containers.values()) {
      for (TailedFile file : container.files) {
        files.add(file.checkpoint());
      }
    }
    return Checkpoint.of(files);
  }

  public TailTotals totals() {
    return totals;
  }

  /** What may not be read, and the remedy; empty if nothing. */
  public String unreadableDetail() {
    return unreadable.detail();
  }

  /** How many files and directories may not be read. */
  public int unreadableCount() {
    return unreadable.count();
  }

  @Override
  public void close() {
    containers.values().forEach(container -> container.files.forEach(TailedFile::close));
  }

  private boolean turn(ContainerLog container, long nowMs) {
    boolean busy = false;
    for (TailedFile file : container.files) {
      try {
        busy |= file.read(buffer, nowMs);
      } catch (IOException e) {
        LOG.warn("Cannot read {}: {}; trying again", file.path(), e.toString());
      }
      if (!file.atEnd() || busy) {
        break; // One quantum a turn, and a newer file only behind the older one.
      }
    }
    return busy;
  }

  private void meet(FoundFile found, long nowMs) throws IOException {
    TailedFile tailed = open.get(Place.of(found));
    if (tailed != null) {
      tailed.renamed(found.path());
      return;
    }
    if (known.unchanged(found)) {
      return;
    }
    FileOpening.Opened opened = opening.open(found).orElse(null);
    if (opened == null) {
      return;
    }
    ContainerLog container =
        containers.computeIfAbsent(
            LogSources.containerKey(found.path()),
            key -> new ContainerLog(sources.of(found.path())));
    long size = opened.channel().size();
    Optional<FileCheckpoint> before = known.take(opened.identity(), size);
    if (before.isPresent() && before.get().done() && size <= before.get().offset()) {
      container.storeTimes.atLeast(before.get().storeTime());
      known.done(before.get().foundAs(found.path().toString(), found.size()));
      opened.channel().close();
      return;
    }
    FileCheckpoint from = before.isPresent() ? before.get() : anew(found, opened);
    TailedFile file = opening.tail(found, opened.channel(), from, container, nowMs);
    open.put(Place.of(found), file);
    container.add(file);
  }

  /** Where to begin with a file that was never read. */
  private FileCheckpoint anew(FoundFile found, FileOpening.Opened opened) throws IOException {
    return fromEnd && firstScan
        ? opening.atEnd(found, opened)
        : opening.atBeginning(found, known.fresh(opened.identity()));
  }

  private void refresh(ContainerLog container, Set<Place> present, long nowMs) {
    container.sort();
    for (TailedFile file : container.files) {
      container.source = sources.of(file.path());
      boolean gone = !present.contains(Place.of(file.identity()));
      file.supersede(gone || container.superseded(file), nowMs);
    }
  }

  private void close(ContainerLog container, TailedFile file) {
    file.close();
    container.files.remove(file);
    if (!file.wasEmptied()) {
      open.remove(Place.of(file.identity()), file);
      known.done(file.checkpoint());
    }
  }

  /** Files that went while this process was away: the ledger says what was not read of them. */
  private void giveUpVanished() {
    known.forgetEarlierDone();
    for (FileCheckpoint file : known.missing()) {
      if (vanished.stream().noneMatch(other -> other.checkpoint().equals(file))) {
        vanished.add(
            new VanishedFile(file, sources.of(Path.of(file.path())), opening.outbox(file)));
      }
    }
  }
}
