package io.miharu.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.miharu.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives what Jetty refuses before any route is looked up (a broken escape in the path, too large a
 * header) the same JSON body as every other error; Jetty's own page would be HTML.
 */
final class JettyErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, HttpServer.JSON);
    response.write(true, body(code, message), callback);
  }

  private static ByteBuffer body(int status, @Nullable String message) {
    String title = HttpStatus.getMessage(status);
    try {
      return ByteBuffer.wrap(
          Json.writer(ErrorBody.class)
              .writeValueAsBytes(ErrorBody.of(status, title, message == null ? title : message)));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException("an error's body is plain strings", impossible);
    }
  }
}
