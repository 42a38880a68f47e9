package io.miharu.api.alarms;

import io.miharu.api.http.Answer;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.Listing;
import io.miharu.api.http.Paging;
import io.miharu.api.http.Request;
import io.miharu.api.http.Route;
import io.miharu.api.http.Sorting;
import io.miharu.api.registry.DefinitionRegistry;
import io.miharu.api.registry.Definitions;
import io.miharu.model.Alarm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v2.0/alarms}. */
public final class AlarmRoutes {
  static final String PATH = "/v2.0/alarms";

  private static final Sorting<DefinedAlarm> SORTING =
      new Sorting<>("alarm_id", by(Alarm::id))
          .by("alarm_definition_id", by(Alarm::definitionId))
          .by("alarm_definition_name", Comparator.comparing(each -> each.definition().name()))
          .by("state", by(Alarm::state))
          .by("severity", Comparator.comparing(each -> each.definition().severity()))
          .by("lifecycle_state", byText(Alarm::lifecycleState))
          .by("link", byText(Alarm::link))
          .by("state_updated_timestamp", by(Alarm::stateUpdatedAt))
          .by("updated_timestamp", by(Alarm::updatedAt))
          .by("created_timestamp", by(Alarm::createdAt));

  private final AlarmIndex alarms;
  private final DefinitionRegistry registry;

  public AlarmRoutes(AlarmIndex alarms, DefinitionRegistry registry) {
    this.alarms = alarms;
    this.registry = registry;
  }

  public List<Route> routes() {
    return List.of(Route.get(PATH, this::list), Route.get(PATH + "/{id}", this::show));
  }

  private Answer list(Request request) {
    Paging paging = Paging.of(request.query());
    AlarmFilter filter = AlarmFilter.parse(request.query());
    Comparator<DefinedAlarm> order = SORTING.order(request.query());
    Definitions definitions = registry.current();
    List<DefinedAlarm> passed =
        alarms.alarms(request.caller().tenant()).stream()
            .flatMap(alarm -> defined(alarm, definitions).stream())
            .filter(each -> filter.passes(each, () -> alarms.metrics(each.alarm().id())))
            .sorted(order)
            .toList();
    Listing<DefinedAlarm> page = paging.listing(request, passed);
    return Answer.ok(
        new Listing<>(
            page.links(), page.elements().stream().map(each -> view(request, each)).toList()));
  }

  private Answer show(Request request) {
    String id = request.pathParameter("id");
    return alarms
        .alarm(request.caller().tenant(), id)
        .flatMap(alarm -> defined(alarm, registry.current()))
        .map(each -> Answer.ok(view(request, each)))
        .orElseThrow(() -> ApiException.notFound("No alarm with id " + id));
  }

  private AlarmView view(Request request, DefinedAlarm defined) {
    return AlarmView.of(request, defined, alarms.metrics(defined.alarm().id()));
  }

  /** An alarm whose definition was deleted is about to be deleted too, and hidden until then. */
  private static Optional<DefinedAlarm> defined(Alarm alarm, Definitions definitions) {
    return definitions
        .alarmDefinition(alarm.tenant(), alarm.definitionId())
        .map(definition -> new DefinedAlarm(alarm, definition));
  }

  private static <V extends Comparable<? super V>> Comparator<DefinedAlarm> by(
      Function<Alarm, V> field) {
    return Comparator.comparing(each -> field.apply(each.alarm()));
  }

  private static Comparator<DefinedAlarm> byText(Function<Alarm, @Nullable String> field) {
    return Comparator.comparing(
        each -> field.apply(each.alarm()), Comparator.nullsFirst(Comparator.naturalOrder()));
  }
}
