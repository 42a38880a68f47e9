package io.miharu.api.http;

/**
 * One method of one path.
 *
 * @param method such as {@code GET}
 * @param path without trailing slash; a segment in braces is a parameter
 * @param access who may call it
 * @param body what the request brings
 * @param handler what answers it; throws {@link ApiException} to refuse
 */
public record Route(Method method, String path, Access access, BodyType body, Handler handler) {
  /** The methods that resources have. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /** Answers requests; called from many threads. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers one request.
     *
     * @throws ApiException to answer with an error
     */
    Answer handle(Request request);
  }

  /** A GET for callers that may read. */
  public static Route get(String path, Handler handler) {
    return new Route(Method.GET, path, Access.READ, BodyType.NONE, handler);
  }

  /** A DELETE for callers that may write. */
  public static Route delete(String path, Handler handler) {
    return new Route(Method.DELETE, path, Access.WRITE, BodyType.NONE, handler);
  }
}
