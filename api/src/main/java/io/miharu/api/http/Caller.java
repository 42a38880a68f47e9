package io.miharu.api.http;

import java.util.Set;

/**
 * Who asks.
 *
 * @param tenant the Monasca project id that the request acts for
 * @param roles may be empty: an authenticated caller without any right
 */
public record Caller(String tenant, Set<Role> roles) {
  public Caller {
    roles = Set.copyOf(roles);
  }

  boolean hasAny(Role... wanted) {
    for (Role role : wanted) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }
}
