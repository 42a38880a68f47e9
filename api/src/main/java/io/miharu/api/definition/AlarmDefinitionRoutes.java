package io.miharu.api.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.miharu.alarm.language.AlarmExpression;
import io.miharu.api.http.Access;
import io.miharu.api.http.Answer;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.BodyType;
import io.miharu.api.http.DimensionFilters;
import io.miharu.api.http.Paging;
import io.miharu.api.http.Query;
import io.miharu.api.http.Request;
import io.miharu.api.http.Route;
import io.miharu.api.http.Severities;
import io.miharu.api.http.Sorting;
import io.miharu.api.registry.Change;
import io.miharu.api.registry.DefinitionRegistry;
import io.miharu.api.registry.Definitions;
import io.miharu.api.registry.Plan;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.AlarmSeverity;
import io.miharu.model.AlarmState;
import io.miharu.store.DimensionFilter;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code /v2.0/alarm-definitions}. */
public final class AlarmDefinitionRoutes {
  static final String PATH = "/v2.0/alarm-definitions";

  /** The title of refused changes, and of unknown actions also where nothing changes. */
  static final String INVALID_UPDATE = "InvalidUpdateException";

  private static final String BY_ID = PATH + "/{id}";

  private static final Sorting<AlarmDefinition> SORTING =
      new Sorting<>("id", Comparator.comparing(AlarmDefinition::id))
          .by("name", Comparator.comparing(AlarmDefinition::name))
          // By name, unlike the severity of alarms: the contract has it so.
          .by("severity", Comparator.comparing(definition -> definition.severity().name()))
          .by("updated_at", Comparator.comparing(AlarmDefinition::updatedAt))
          .by("created_at", Comparator.comparing(AlarmDefinition::createdAt));

  private final DefinitionRegistry registry;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /**
   * Makes the resource.
   *
   * @param ids makes an id for each new definition
   */
  public AlarmDefinitionRoutes(
      DefinitionRegistry registry, InstantSource clock, Supplier<UUID> ids) {
    this.registry = registry;
    this.clock = clock;
    this.ids = ids;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(PATH, this::list),
        Route.get(BY_ID, this::show),
        write(Route.Method.POST, PATH, this::create),
        write(Route.Method.PUT, BY_ID, this::replace),
        write(Route.Method.PATCH, BY_ID, this::patch),
        Route.delete(BY_ID, this::delete),
        write(Route.Method.PUT, PATH, AlarmDefinitionRoutes::refuseWithoutId),
        write(Route.Method.PATCH, PATH, AlarmDefinitionRoutes::refuseWithoutId),
        Route.delete(PATH, AlarmDefinitionRoutes::refuseWithoutId));
  }

  private static Route write(Route.Method method, String path, Route.Handler handler) {
    return new Route(method, path, Access.WRITE, BodyType.JSON_OR_UNTYPED, handler);
  }

  private Answer list(Request request) {
    Paging paging = Paging.of(request.query());
    Predicate<AlarmDefinition> filter = filter(request.query());
    Comparator<AlarmDefinition> order = SORTING.order(request.query());
    List<DefinitionView> definitions =
        registry.current().alarmDefinitions(request.caller().tenant()).stream()
            .filter(filter)
            .sorted(order)
            .map(definition -> DefinitionView.of(request, definition))
            .toList();
    return Answer.ok(paging.listing(request, definitions));
  }

  private static Predicate<AlarmDefinition> filter(Query query) {
    Optional<String> name = query.first("name");
    DimensionFilter dimensions = DimensionFilters.parse(query, "dimensions");
    Set<AlarmSeverity> severities = Severities.filter(query, "severity");
    return definition ->
        name.map(definition.name()::equals).orElse(true)
            && severities.contains(definition.severity())
            && (dimensions.alternatives().isEmpty() || watches(definition, dimensions));
  }

  private static boolean watches(AlarmDefinition definition, DimensionFilter dimensions) {
    return AlarmExpression.parse(definition.expression()).subExpressions().stream()
        .anyMatch(sub -> dimensions.matches(sub.dimensions()));
  }

  private Answer show(Request request) {
    return Answer.ok(DefinitionView.of(request, existing(registry.current(), request)));
  }

  private Answer create(Request request) {
    AlarmDefinition definition =
        DefinitionBody.create(request.json())
            .create(ids.get().toString(), request.caller().tenant(), clock.millis());
    registry.change(
        current -> {
          refuseTakenName(current, definition.tenant(), definition.name(), definition.id());
          refuseUnknownActions(current, definition);
          return Plan.put(definition);
        });
    return Answer.created(DefinitionView.of(request, definition));
  }

  private Answer replace(Request request) {
    Submitted submitted = DefinitionBody.replace(request.json());
    return changed(
        request,
        current -> {
          // The name is looked at before the definition: this order is the contract's.
          refuseTakenName(
              current, request.caller().tenant(), submitted.name(), request.pathParameter("id"));
          return update(existing(current, request), submitted, current);
        });
  }

  private Answer patch(Request request) {
    existing(registry.current(), request);
    JsonNode json = request.json();
    return changed(
        request,
        current -> {
          AlarmDefinition stored = existing(current, request);
          Submitted submitted = DefinitionBody.patch(json, stored);
          refuseTakenName(current, stored.tenant(), submitted.name(), stored.id());
          return update(stored, submitted, current);
        });
  }

  private Answer delete(Request request) {
    registry.change(current -> Plan.delete(existing(current, request)));
    return Answer.noContent();
  }

  private Answer changed(Request request, Change<AlarmDefinition> change) {
    return Answer.ok(DefinitionView.of(request, registry.change(change)));
  }

  private Plan<AlarmDefinition> update(
      AlarmDefinition stored, Submitted submitted, Definitions current) {
    AlarmDefinition updated = submitted.update(stored, clock.millis());
    refuseUnknownActions(current, updated);
    return Plan.put(updated);
  }

  private static void refuseTakenName(Definitions current, String tenant, String name, String id) {
    if (current.hasOther(AlarmDefinition.class, tenant, name, id)) {
      throw ApiException.conflict(
          "AlreadyExistsException",
          "An alarm definition with the name " + name + " already exists");
    }
  }

  private static void refuseUnknownActions(Definitions current, AlarmDefinition definition) {
    for (AlarmState state : AlarmState.values()) {
      for (String id : definition.actions(state)) {
        if (current.notificationMethod(definition.tenant(), id).isEmpty()) {
          throw ApiException.unprocessable(
              INVALID_UPDATE,
              "Non-existent notification id %s submitted for %s notification action"
                  .formatted(id, state));
        }
      }
    }
  }

  private static AlarmDefinition existing(Definitions definitions, Request request) {
    String id = request.pathParameter("id");
    return definitions
        .alarmDefinition(request.caller().tenant(), id)
        .orElseThrow(() -> ApiException.notFound("No alarm definition with id " + id));
  }

  private static Answer refuseWithoutId(Request request) {
    throw ApiException.badRequest("The id of the alarm definition is missing in the path");
  }
}
