package io.miharu.api.registry;

import io.miharu.api.http.ApiException;

/**
 * Decides what to write, given all definitions as they are at that moment. May be asked again when
 * another writer came between, so it must not have effects of its own.
 *
 * @param <R> what the caller wants to know afterwards
 */
@FunctionalInterface
public interface Change<R> {
  /**
   * Decides.
   *
   * @throws ApiException to refuse the change; nothing is written
   */
  Plan<R> plan(Definitions current);
}
