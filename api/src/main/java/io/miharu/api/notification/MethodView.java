package io.miharu.api.notification;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.miharu.api.http.Link;
import io.miharu.api.http.Request;
import io.miharu.model.NotificationMethod;
import java.util.List;

/** A notification method as clients see it: exactly these six keys. */
@JsonPropertyOrder({"id", "links", "name", "type", "address", "period"})
record MethodView(
    String id, List<Link> links, String name, String type, String address, int period) {
  static MethodView of(Request request, NotificationMethod method) {
    return new MethodView(
        method.id(),
        List.of(Link.self(request.href(NotificationMethodRoutes.PATH + "/" + method.id()))),
        method.name(),
        method.type(),
        method.address(),
        method.period());
  }
}
