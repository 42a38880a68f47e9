package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that people define and the pipeline obeys: what {@code miharu.definitions} holds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(AlarmDefinition.class),
  @JsonSubTypes.Type(NotificationMethod.class)
})
public sealed interface Definition permits AlarmDefinition, NotificationMethod {
  /** Unique among definitions of its kind. */
  String id();

  /** The Monasca project id. */
  String tenant();

  /** Unique among definitions of its kind within the tenant. */
  String name();

  /** When it was made, in ms since the epoch. */
  long createdAt();

  /** When it was changed last, in ms since the epoch. */
  long updatedAt();

  /** The topic's key: kind and id. */
  @JsonIgnore
  String key();
}
