package io.miharu.alarm.evaluation;

import io.miharu.model.Feeder;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Which alarms have something to decide once their feeders have come so far: a mark looks at the
 * head of a few queues, one pair for each set of feeders, instead of at every alarm.
 *
 * <p>An alarm is listed at the earliest time that was ever asked for. When that comes it is handed
 * out, looks what is really due, and is listed again; so a sample that puts silence off costs
 * nothing here.
 */
final class DueIndex {
  private record Due(long time, AlarmRef alarm, int sub) {}

  private static final class Queues {
    final PriorityQueue<Due> judgements = new PriorityQueue<>(Comparator.comparingLong(Due::time));
    final PriorityQueue<Due> silences = new PriorityQueue<>(Comparator.comparingLong(Due::time));
  }

  private final Map<List<Feeder>, Queues> queues = new HashMap<>();

  /** Lists a judgement for the event time in ms that its feeders have to pass. */
  void judgement(List<Feeder> feeders, AlarmRef alarm, int sub, long due) {
    if (due < alarm.judgementDue[sub]) {
      alarm.judgementDue[sub] = due;
      queuesOf(feeders).judgements.add(new Due(due, alarm, sub));
    }
  }

  /** Lists a silence for the observed time in ms of its feeders. */
  void silence(List<Feeder> feeders, AlarmRef alarm, int sub, long due) {
    if (due < alarm.silenceDue[sub]) {
      alarm.silenceDue[sub] = due;
      queuesOf(feeders).silences.add(new Due(due, alarm, sub));
    }
  }

  /** Takes out the alarms that may have something to decide now, in the order of their ids. */
  Collection<AlarmRef> take(Progress progress) {
    Collection<AlarmRef> due = new TreeSet<>();
    queues.forEach(
        (feeders, pair) -> {
          take(pair.judgements, progress.passed(feeders), due, true);
          take(pair.silences, progress.observedMs(feeders), due, false);
        });
    return due;
  }

  private static void take(
      PriorityQueue<Due> queue, long now, Collection<AlarmRef> due, boolean judgements) {
    for (Due head = queue.peek(); head != null && head.time() <= now; head = queue.peek()) {
      queue.remove();
      long[] listed = judgements ? head.alarm().judgementDue : head.alarm().silenceDue;
      // Any other time means that it was listed for an earlier one meanwhile.
      if (!head.alarm().removed() && listed[head.sub()] == head.time()) {
        listed[head.sub()] = SubAlarmRules.NEVER_DUE;
        due.add(head.alarm());
      }
    }
  }

  private Queues queuesOf(List<Feeder> feeders) {
    return queues.computeIfAbsent(feeders, key -> new Queues());
  }
}
