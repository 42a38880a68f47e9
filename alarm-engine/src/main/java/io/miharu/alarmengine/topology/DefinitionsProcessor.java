package io.miharu.alarmengine.topology;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.Definition;
import io.miharu.model.DefinitionChanged;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes each change of an alarm definition on, in one transaction: to the evaluator that owns the
 * definition, and to every router. A router can therefore forward nothing for a change that the
 * evaluator has not got before it.
 */
final class DefinitionsProcessor implements Processor<String, Definition, String, Object> {
  private static final String KEY_PREFIX = AlarmDefinition.key("");

  private final String inputsSink;
  private final String routersSink;
  private ProcessorContext<String, Object> context;

  @SuppressWarnings("NullAway.Init") // Set by init, which precedes every record.
  DefinitionsProcessor(String inputsSink, String routersSink) {
    this.inputsSink = inputsSink;
    this.routersSink = routersSink;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Definition> record) {
    if (record.key() == null || !record.key().startsWith(KEY_PREFIX)) {
      return;
    }
    String id = record.key().substring(KEY_PREFIX.length());
    AlarmDefinition definition = record.value() instanceof AlarmDefinition present ? present : null;
    context.forward(
        new Record<String, Object>(id, new DefinitionChanged(id, definition), record.timestamp()),
        inputsSink);
    context.forward(
        new Record<String, Object>(record.key(), definition, record.timestamp()), routersSink);
  }
}
