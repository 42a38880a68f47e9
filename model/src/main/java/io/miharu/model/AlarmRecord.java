package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What {@code miharu.alarms} holds: alarms, and beside each the series that it watches, one record
 * for each so that an alarm over thousands of series never becomes one huge record.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(Alarm.class), @JsonSubTypes.Type(AlarmSeries.class)})
public sealed interface AlarmRecord permits Alarm, AlarmSeries {}
