package io.miharu.api.service;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.miharu.api.http.Access;
import io.miharu.api.http.Answer;
import io.miharu.api.http.ApiException;
import io.miharu.api.http.BodyType;
import io.miharu.api.http.Link;
import io.miharu.api.http.Request;
import io.miharu.api.http.Route;
import java.util.List;

/** {@code /} and {@code /v2.0}: which versions there are. */
public final class VersionRoutes {
  private static final String ID = "v2.0";
  private static final String PATH = "/" + ID;

  /** Constant since the version was published; clients parse it with a fraction. */
  private static final String UPDATED = "2013-03-06T00:00:00.000Z";

  /** A version: exactly these four keys. */
  @JsonPropertyOrder({"id", "links", "status", "updated"})
  private record Version(String id, List<Link> links, String status, String updated) {}

  public List<Route> routes() {
    return List.of(
        get("/", request -> Answer.ok(request.listing(List.of(version(request))))),
        get(PATH, request -> Answer.ok(version(request))),
        get(
            "/{version}",
            request -> {
              throw ApiException.unprocessable(
                  "Invalid version",
                  "No versions found matching " + request.pathParameter("version"));
            }));
  }

  private static Route get(String path, Route.Handler handler) {
    return new Route(Route.Method.GET, path, Access.AUTHENTICATED, BodyType.NONE, handler);
  }

  private static Version version(Request request) {
    return new Version(ID, List.of(Link.self(request.href(PATH))), "CURRENT", UPDATED);
  }
}
