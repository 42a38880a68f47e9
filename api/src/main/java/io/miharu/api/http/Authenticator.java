package io.miharu.api.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out who asks. Called from many threads. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The caller.
   *
   * @param header looks up a request header, null if it was not sent
   * @throws ApiException 401 if the request carries no valid credentials
   */
  Caller authenticate(Function<String, @Nullable String> header);
}
