package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A series that an alarm watches. Key: the alarm's id, a slash and a hash of the series.
 *
 * @param alarmId the alarm
 * @param metric the series
 */
@JsonTypeName("series")
public record AlarmSeries(String alarmId, MetricId metric) implements AlarmRecord {}
