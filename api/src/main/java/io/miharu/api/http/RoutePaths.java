package io.miharu.api.http;

import java.util.Comparator;
import java.util.List;

/** How paths of requests and of routes compare. */
final class RoutePaths {
  private RoutePaths() {}

  /** Routes in the order in which they are to be tried: a literal segment before a parameter. */
  static List<Route> literalFirst(List<Route> routes) {
    return routes.stream()
        .sorted(Comparator.comparing(route -> route.path().replace('{', '\uffff')))
        .toList();
  }

  /** Whether a request's path is one of the route's. */
  static boolean fits(String routePath, String path) {
    String[] wanted = routePath.split("/", -1);
    String[] found = path.split("/", -1);
    if (wanted.length != found.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].equals(found[i]) && !wanted[i].startsWith("{")) {
        return false;
      }
    }
    return true;
  }

  /** The path without slashes at its end; the root stays as it is. */
  static String withoutTrailingSlash(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** The method if a resource could have it, so that meters cannot be filled with invented ones. */
  static String knownMethod(String method) {
    for (Route.Method known : Route.Method.values()) {
      if (known.name().equals(method)) {
        return method;
      }
    }
    return "other";
  }
}
