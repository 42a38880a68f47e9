package io.miharu.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Where and how to tell.
 *
 * @param id a UUID
 * @param tenant the Monasca project id
 * @param name unique in the tenant
 * @param type upper case, such as {@code WEBHOOK}
 * @param address what the type needs: for a webhook, a URL
 * @param period seconds between repeats while the state lasts; 0 for none
 * @param createdAt ms since the epoch
 * @param updatedAt ms since the epoch
 */
@JsonTypeName("notification-method")
public record NotificationMethod(
    String id,
    String tenant,
    String name,
    // The name "type" is taken in JSON by what tells definitions apart.
    @JsonProperty("kind") String type,
    String address,
    int period,
    long createdAt,
    long updatedAt)
    implements Definition {
  /** The topic's key of the notification method with the id. */
  public static String key(String id) {
    return "notification-method/" + id;
  }

  @Override
  public String key() {
    return key(id);
  }
}
