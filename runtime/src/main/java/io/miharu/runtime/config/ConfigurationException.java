package io.miharu.runtime.config;

import java.util.List;

/** The configuration has mistakes: all of them, each naming key, value and what was expected. */
public final class ConfigurationException extends RuntimeException {
  private final transient List<String> problems;

  public ConfigurationException(List<String> problems) {
    super("Configuration: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each mistake. */
  public List<String> problems() {
    return problems;
  }
}
