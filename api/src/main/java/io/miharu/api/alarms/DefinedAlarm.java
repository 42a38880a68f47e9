package io.miharu.api.alarms;

import io.miharu.model.Alarm;
import io.miharu.model.AlarmDefinition;

/** An alarm beside its definition, which holds its name and severity. */
record DefinedAlarm(Alarm alarm, AlarmDefinition definition) {}
