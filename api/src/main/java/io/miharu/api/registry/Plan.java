package io.miharu.api.registry;

import io.miharu.model.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change writes, all or nothing.
 *
 * @param result for the caller, once it is written
 * @param writes may be empty
 */
public record Plan<R>(R result, List<Write> writes) {
  public Plan {
    writes = List.copyOf(writes);
  }

  /**
   * One record of the topic.
   *
   * @param key a definition's key
   * @param definition null to delete it
   */
  public record Write(String key, @Nullable Definition definition) {}

  /** Writes one definition, which is the result too. */
  public static <T extends Definition> Plan<T> put(T definition) {
    return new Plan<>(definition, List.of(new Write(definition.key(), definition)));
  }

  /** Deletes one definition; the result is the definition that was there. */
  public static <T extends Definition> Plan<T> delete(T definition) {
    return new Plan<>(definition, List.of(new Write(definition.key(), null)));
  }

  /** The same plan with further definitions written. */
  public Plan<R> andPut(List<? extends Definition> definitions) {
    List<Write> all = new ArrayList<>(writes);
    definitions.forEach(definition -> all.add(new Write(definition.key(), definition)));
    return new Plan<>(result, all);
  }

  /** Whether all of it can be seen in the topic. */
  boolean isShownBy(Map<String, Definition> byKey) {
    return writes.stream()
        .allMatch(write -> Objects.equals(byKey.get(write.key()), write.definition()));
  }
}
