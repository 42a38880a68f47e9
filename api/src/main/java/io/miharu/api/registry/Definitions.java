package io.miharu.api.registry;

import io.miharu.model.AlarmDefinition;
import io.miharu.model.Definition;
import io.miharu.model.NotificationMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Definitions, tenant by tenant: one tenant never sees what another has.
 *
 * @param byKey by {@link Definition#key()}; may change while it is read
 */
public record Definitions(Map<String, Definition> byKey) {
  /** The tenant's notification method with the id. */
  public Optional<NotificationMethod> notificationMethod(String tenant, String id) {
    return Optional.ofNullable(byKey.get(NotificationMethod.key(id)))
        .filter(NotificationMethod.class::isInstance)
        .map(NotificationMethod.class::cast)
        .filter(method -> method.tenant().equals(tenant));
  }

  /** The tenant's alarm definition with the id. */
  public Optional<AlarmDefinition> alarmDefinition(String tenant, String id) {
    return Optional.ofNullable(byKey.get(AlarmDefinition.key(id)))
        .filter(AlarmDefinition.class::isInstance)
        .map(AlarmDefinition.class::cast)
        .filter(definition -> definition.tenant().equals(tenant));
  }

  /** The tenant's notification methods, in no order. */
  public List<NotificationMethod> notificationMethods(String tenant) {
    return of(tenant, NotificationMethod.class).toList();
  }

  /** The tenant's alarm definitions, in no order. */
  public List<AlarmDefinition> alarmDefinitions(String tenant) {
    return of(tenant, AlarmDefinition.class).toList();
  }

  /** Whether the tenant has another definition of that kind with the name. */
  public <T extends Definition> boolean hasOther(
      Class<T> kind, String tenant, String name, String id) {
    return of(tenant, kind)
        .anyMatch(definition -> definition.name().equals(name) && !definition.id().equals(id));
  }

  private <T extends Definition> Stream<T> of(String tenant, Class<T> kind) {
    return byKey.values().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(definition -> definition.tenant().equals(tenant));
  }
}
