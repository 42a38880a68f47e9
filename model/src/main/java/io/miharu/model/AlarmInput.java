package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The one ordered log that an alarm evaluator reads: what travels on {@code miharu.alarm-inputs}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(Matched.class),
  @JsonSubTypes.Type(TaskMark.class),
  @JsonSubTypes.Type(DefinitionChanged.class)
})
public sealed interface AlarmInput permits Matched, TaskMark, DefinitionChanged {}
