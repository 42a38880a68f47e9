package io.miharu.alarmengine.notify;

import io.miharu.model.Notification;
import io.miharu.model.NotificationMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds, for one attempt, the method as it is now and the channel that serves its type. */
final class Dispatch {
  private final Map<String, Channel> byType = new HashMap<>();
  private final Function<String, @Nullable NotificationMethod> methods;

  /**
   * @param channels one for each type
   * @param methods by id; null for one that does not exist
   */
  Dispatch(List<Channel> channels, Function<String, @Nullable NotificationMethod> methods) {
    channels.forEach(channel -> byType.put(channel.type(), channel));
    this.methods = methods;
  }

  /** Begins one attempt; see {@link Channel#send}. */
  CompletableFuture<Outcome> send(Notification notification, long nowMs) {
    NotificationMethod method = methods.apply(notification.methodId());
    if (method == null || !method.tenant().equals(notification.tenant())) {
      return undeliverable("the notification method was deleted");
    }
    Channel channel = byType.get(method.type());
    if (channel == null) {
      return undeliverable(
          "no channel for methods of type " + method.type() + "; there are " + byType.keySet());
    }
    return channel.send(method, notification, nowMs);
  }

  private static CompletableFuture<Outcome> undeliverable(String answer) {
    return CompletableFuture.completedFuture(new Outcome.Undeliverable(answer));
  }
}
