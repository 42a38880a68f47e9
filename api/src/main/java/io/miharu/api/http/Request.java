package io.miharu.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A request that has passed authentication and authorization, as resources see it. */
public final class Request {
  private final Caller caller;
  private final String base;
  private final String path;
  private final Map<String, String> pathParameters;
  private final Query query;
  private final Supplier<byte[]> body;

  /**
   * Gathers what belongs to a request.
   *
   * @param caller who asks
   * @param base scheme and authority that the client used, such as {@code http://mon.example:8070}
   * @param path as called, without trailing slash
   * @param pathParameters by the names in the route's path, decoded
   * @param query what stands behind the question mark
   * @param body reads the body, once
   */
  public Request(
      Caller caller,
      String base,
      String path,
      Map<String, String> pathParameters,
      Query query,
      Supplier<byte[]> body) {
    this.caller = caller;
    this.base = base;
    this.path = path;
    this.pathParameters = pathParameters;
    this.query = query;
    this.body = body;
  }

  public Caller caller() {
    return caller;
  }

  public Query query() {
    return query;
  }

  /**
   * The tenant that a metrics request acts for: the one named by {@code tenant_id} if the caller
   * may act for others, else, silently, the caller's own.
   */
  public String effectiveTenant() {
    return caller.hasAny(Role.DELEGATE)
        ? query.first("tenant_id").orElse(caller.tenant())
        : caller.tenant();
  }

  /** A parameter of the route's path. */
  public String pathParameter(String name) {
    return Objects.requireNonNull(
        pathParameters.get(name), () -> "the route has no path parameter " + name);
  }

  /**
   * The body as JSON.
   *
   * @throws ApiException 400 if it is empty or not JSON, 413 if it is too large
   */
  public JsonNode json() {
    return JsonBody.parse(body.get());
  }

  /** The URL of a path of this server as the client knows it. */
  public String href(String path) {
    return base + path;
  }

  /** This request's own link. */
  public Link self() {
    return Link.self(base + path + query.asSent());
  }

  /** The link to what follows on this page. */
  public Link next(String offset) {
    return new Link("next", base + path + query.withOffset(offset));
  }

  /** A list's last page. */
  public <T> Listing<T> listing(List<T> elements) {
    return new Listing<>(List.of(self()), elements);
  }

  /** A list's page that more follow. */
  public <T> Listing<T> listing(List<T> elements, String nextOffset) {
    return new Listing<>(List.of(self(), next(nextOffset)), elements);
  }
}
