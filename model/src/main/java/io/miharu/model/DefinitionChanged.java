package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A definition was made, changed or deleted; precedes every {@link Matched} that it causes.
 *
 * @param definitionId which one
 * @param definition as it is now, or null if it was deleted
 */
@JsonTypeName("definition")
public record DefinitionChanged(String definitionId, @Nullable AlarmDefinition definition)
    implements AlarmInput {}
