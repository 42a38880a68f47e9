package io.miharu.api.notification;

import io.miharu.api.http.Access;
import io.miharu.api.http.Answer;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.BodyType;
import io.miharu.api.http.Paging;
import io.miharu.api.http.Request;
import io.miharu.api.http.Route;
import io.miharu.api.http.Sorting;
import io.miharu.api.registry.DefinitionRegistry;
import io.miharu.api.registry.Definitions;
import io.miharu.api.registry.Plan;
import io.miharu.model.AlarmDefinition;
import io.miharu.model.NotificationMethod;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code /v2.0/notification-methods}. */
public final class NotificationMethodRoutes {
  static final String PATH = "/v2.0/notification-methods";

  private static final String BY_ID = PATH + "/{id}";

  private static final Sorting<NotificationMethod> SORTING =
      new Sorting<>("id", Comparator.comparing(NotificationMethod::id))
          .by("name", Comparator.comparing(NotificationMethod::name))
          .by("type", Comparator.comparing(NotificationMethod::type))
          .by("address", Comparator.comparing(NotificationMethod::address))
          .by("created_at", Comparator.comparing(NotificationMethod::createdAt))
          .by("updated_at", Comparator.comparing(NotificationMethod::updatedAt));

  private final DefinitionRegistry registry;
  private final MethodRules rules;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /**
   * Makes the resource.
   *
   * @param ids makes an id for each new method
   */
  public NotificationMethodRoutes(
      DefinitionRegistry registry, MethodRules rules, InstantSource clock, Supplier<UUID> ids) {
    this.registry = registry;
    this.rules = rules;
    this.clock = clock;
    this.ids = ids;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(PATH + "/types", this::types),
        Route.get(PATH, this::list),
        Route.get(BY_ID, this::show),
        new Route(Route.Method.POST, PATH, Access.WRITE, BodyType.JSON, this::create),
        new Route(Route.Method.PUT, BY_ID, Access.WRITE, BodyType.JSON, this::replace),
        new Route(Route.Method.PATCH, BY_ID, Access.WRITE, BodyType.JSON, this::patch),
        Route.delete(BY_ID, this::delete));
  }

  private Answer types(Request request) {
    return Answer.ok(
        request.listing(rules.types().stream().map(type -> Map.of("type", type)).toList()));
  }

  private Answer list(Request request) {
    Paging paging = Paging.of(request.query());
    Comparator<NotificationMethod> order = SORTING.order(request.query());
    List<MethodView> methods =
        registry.current().notificationMethods(request.caller().tenant()).stream()
            .sorted(order)
            .map(method -> MethodView.of(request, method))
            .toList();
    return Answer.ok(paging.listing(request, methods));
  }

  private Answer show(Request request) {
    return Answer.ok(MethodView.of(request, existing(registry.current(), request)));
  }

  private Answer create(Request request) {
    MethodRules.Body body = rules.create(request.json());
    long nowMs = clock.millis();
    NotificationMethod method =
        with(body, ids.get().toString(), request.caller().tenant(), nowMs, nowMs);
    registry.change(
        current -> {
          refuseTakenName(current, method);
          return Plan.put(method);
        });
    return Answer.created(MethodView.of(request, method));
  }

  private Answer replace(Request request) {
    MethodRules.Body body = rules.replace(request.json());
    String tenant = request.caller().tenant();
    String id = request.pathParameter("id");
    NotificationMethod replaced =
        registry.change(
            current -> {
              // The name is looked at before the method: this order is the contract's.
              refuseTakenName(current, with(body, id, tenant, 0, 0));
              return Plan.put(changed(existing(current, request), body));
            });
    return Answer.ok(MethodView.of(request, replaced));
  }

  private Answer patch(Request request) {
    existing(registry.current(), request);
    var json = request.json();
    NotificationMethod patched =
        registry.change(
            current -> {
              NotificationMethod stored = existing(current, request);
              NotificationMethod changed = changed(stored, rules.patch(json, stored));
              refuseTakenName(current, changed);
              return Plan.put(changed);
            });
    return Answer.ok(MethodView.of(request, patched));
  }

  /** Deletes a method, and takes it out of the action lists of all definitions with it. */
  private Answer delete(Request request) {
    registry.change(
        current -> {
          NotificationMethod method = existing(current, request);
          long nowMs = clock.millis();
          List<AlarmDefinition> relieved =
              current.alarmDefinitions(method.tenant()).stream()
                  .filter(definition -> Actions.name(definition, method.id()))
                  .map(definition -> Actions.without(definition, method.id(), nowMs))
                  .toList();
          return Plan.delete(method).andPut(relieved);
        });
    return Answer.noContent();
  }

  private NotificationMethod changed(NotificationMethod stored, MethodRules.Body body) {
    return with(body, stored.id(), stored.tenant(), stored.createdAt(), clock.millis());
  }

  private static NotificationMethod with(
      MethodRules.Body body, String id, String tenant, long createdAt, long updatedAt) {
    return new NotificationMethod(
        id, tenant, body.name(), body.type(), body.address(), body.period(), createdAt, updatedAt);
  }

  private static NotificationMethod existing(Definitions definitions, Request request) {
    String id = request.pathParameter("id");
    return definitions
        .notificationMethod(request.caller().tenant(), id)
        .orElseThrow(() -> ApiException.notFound("No notification method with id " + id));
  }

  private static void refuseTakenName(Definitions current, NotificationMethod method) {
    if (current.hasOther(NotificationMethod.class, method.tenant(), method.name(), method.id())) {
      throw ApiException.conflict(
          "AlreadyExistsException",
          "A notification method with the name " + method.name() + " already exists");
    }
  }
}
