package io.miharu.alarmengine.topology;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What happens when a record makes a processor throw. A router's record is put aside among the dead
 * letters and the next one taken. The evaluator's is not: it may have taken half of it, so the
 * thread must fail, which takes everything back. So must one whose stores or brokers fail.
 */
public final class SkipUnlessEvaluating implements ProcessingExceptionHandler {
  private final ProcessingExceptionHandler skip = new LogAndContinueProcessingExceptionHandler();

  @Override
  public void configure(Map<String, ?> settings) {
    skip.configure(settings);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    boolean evaluating = AlarmTopology.EVALUATOR.equals(context.processorNodeId());
    return evaluating || exception instanceof KafkaException
        ? Response.fail()
        : skip.handleError(context, record, exception);
  }
}
