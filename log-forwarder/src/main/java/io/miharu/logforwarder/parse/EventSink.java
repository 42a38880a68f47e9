package io.miharu.logforwarder.parse;

/** Receives events as they begin and as they are complete. */
public interface EventSink {
  /** An event has begun; called in the order of starts. */
  void opened(Event event);

  /** An event is complete; called in the order of starts within a stream. */
  void completed(Event event);
}
